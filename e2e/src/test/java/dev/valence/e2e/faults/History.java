package dev.valence.e2e.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one page asked of Java and what came of it, as both ends saw it, and the judgement on that: each call executed once, in the order of
 * the page, and each callback delivered once, in the order of Java. Ids are the page's, each used once. For one thread.
 */
final class History {
    /** What the page may be told of a call that failed with its session. */
    enum Executed {
        YES,
        NO,
        UNKNOWN
    }

    /** What came of a call; null where nothing has yet. */
    private sealed interface Outcome {}

    /** @param position the place of the call in Java's order, from 1; null where the call does not say */
    private record Returned(@Nullable Long position) implements Outcome {}

    private record Failed(Executed executed) implements Outcome {}

    /** Calls in the order of the page. */
    private final Map<Long, @Nullable Outcome> calls = new LinkedHashMap<>();

    private final List<Long> executions = new ArrayList<>();
    private final List<Long> said = new ArrayList<>();
    private final List<Long> heard = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    /** The page makes a call. */
    void invoked(long id) {
        if (calls.containsKey(id)) {
            throw new IllegalArgumentException("Call " + id + " was made before: ids are used once");
        }
        calls.put(id, null);
    }

    /** Java has answered it. */
    void returned(long id, @Nullable Long position) {
        settle(id, new Returned(position));
    }

    /** It has failed with the session. */
    void failed(long id, Executed executed) {
        settle(id, new Failed(executed));
    }

    private void settle(long id, Outcome outcome) {
        if (!calls.containsKey(id)) {
            violations.add("phantom: an answer to call " + id + ", which the page has not made");
        } else if (calls.put(id, outcome) != null) {
            violations.add("doubled: call " + id + " was answered twice");
        }
    }

    /** Java executes a call; to be told in the order in which it does. */
    void executed(long id) {
        executions.add(id);
    }

    /** Java calls a function of the page with {@code id}. */
    void said(long id) {
        said.add(id);
    }

    /** That function was called with {@code id}. */
    void heard(long id) {
        heard.add(id);
    }

    int calls() {
        return calls.size();
    }

    /** What is wrong, one line each; empty where all is as it should be. */
    List<String> violations() {
        List<String> found = new ArrayList<>(violations);
        Map<Long, Integer> times = new HashMap<>();
        executions.forEach(id -> times.merge(id, 1, Integer::sum));
        judgeExecutions(times, found);
        judgeOrder(found);
        calls.forEach((id, outcome) -> judge(id, outcome, times.getOrDefault(id, 0), found));
        judgeCallbacks(found);
        return found;
    }

    private void judgeExecutions(Map<Long, Integer> times, List<String> found) {
        times.forEach((id, count) -> {
            if (!calls.containsKey(id)) {
                found.add("phantom: Java executed call " + id + ", which the page has not made");
            } else if (count > 1) {
                found.add("doubled: Java executed call " + id + " " + count + " times");
            }
        });
    }

    private void judgeOrder(List<String> found) {
        Map<Long, Integer> places = new HashMap<>();
        calls.keySet().forEach(id -> places.put(id, places.size()));
        Long before = null;
        for (Long id : executions) {
            Integer place = places.get(id);
            if (place != null && before != null && place < Objects.requireNonNull(places.get(before))) {
                found.add("reordered: Java executed call " + id + " after call " + before);
            }
            before = place == null ? before : id;
        }
    }

    private void judge(long id, @Nullable Outcome outcome, int times, List<String> found) {
        if (outcome == null) {
            found.add("lost: call " + id + " was never answered, and executed " + times + " times");
        } else if (outcome instanceof Returned returned) {
            judgeAnswer(id, returned.position(), times, found);
        } else if (outcome instanceof Failed failed) {
            boolean isTrue =
                    failed.executed() == Executed.UNKNOWN || (failed.executed() == Executed.YES) == (times > 0);
            if (!isTrue) {
                found.add("untrue: call " + id + " failed as executed: " + failed.executed() + ", and was executed "
                        + times + " times");
            }
        }
    }

    private void judgeAnswer(long id, @Nullable Long position, int times, List<String> found) {
        if (times == 0) {
            found.add("lost: call " + id + " was answered and not executed");
        } else if (position != null
                && (position < 1
                        || position > executions.size()
                        || executions.get(Math.toIntExact(position) - 1) != id)) {
            found.add("mistaken: call " + id + " was answered with the place " + position + " of another call");
        }
    }

    private void judgeCallbacks(List<String> found) {
        int same = 0;
        while (same < Math.min(said.size(), heard.size()) && said.get(same).equals(heard.get(same))) {
            same++;
        }
        if (same < Math.max(said.size(), heard.size())) {
            found.add(
                    "callbacks: of %d that Java made and %d that came, the first %d agree; then Java made %s, and %s came"
                            .formatted(said.size(), heard.size(), same, some(said, same), some(heard, same)));
        }
    }

    private static List<Long> some(List<Long> ids, int from) {
        return ids.subList(from, Math.min(from + 5, ids.size()));
    }
}
