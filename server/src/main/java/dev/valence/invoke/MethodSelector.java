package dev.valence.invoke;

import dev.valence.api.MarshalException;
import dev.valence.api.NoMatchException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the overload that a page means. The rules, in order:
 *
 * <ol>
 *   <li>Only those that take this number of arguments; trailing {@code @Nullable} and Optional parameters may be left out, and
 *       so may trailing {@code undefined} arguments that a callee does not take.
 *   <li>Only those whose every parameter goes with its argument at a first glance.
 *   <li>The higher sum of fits first; of equals one without varargs, then the one that leaves fewer parameters out, then the
 *       narrower parameter types, then the signature by alphabet, so that the choice never depends on the run.
 *   <li>The first whose arguments convert, down to the last element.
 * </ol>
 */
final class MethodSelector {
    private MethodSelector() {}

    /** A callee with its arguments, ready to be called. */
    record Selected(Callee callee, @Nullable Object[] arguments) {}

    /**
     * @param what the member that the page named, for messages
     * @throws NoMatchException no candidate takes these arguments
     * @throws MarshalException the only candidate of this arity does not take one of them; the message has its path
     */
    static Selected select(String what, List<Callee> candidates, Arguments arguments) {
        if (candidates.size() == 1 && candidates.get(0).takes(arguments) >= 0) {
            return only(candidates.get(0), arguments);
        }
        List<Callee> ofArity =
                candidates.stream().filter(each -> each.takes(arguments) >= 0).toList();
        if (ofArity.size() == 1) {
            return only(ofArity.get(0), arguments);
        }
        List<Callee> ranked = ofArity.stream()
                .filter(each -> fits(each, arguments))
                .sorted(Comparator.comparingInt((Callee each) -> -sum(each, arguments))
                        .thenComparing(Callee::isVarArgs)
                        .thenComparingInt(each -> each.parameters().size())
                        .thenComparingInt(each -> -depth(each))
                        .thenComparing(Callee::signature))
                .toList();
        List<String> reasons = new ArrayList<>();
        for (Callee callee : ranked) {
            try {
                return new Selected(callee, callee.bind(arguments));
            } catch (MarshalException e) {
                reasons.add(e.getMessage());
            }
        }
        throw noMatch(what, candidates, arguments, reasons);
    }

    private static Selected only(Callee callee, Arguments arguments) {
        return new Selected(callee, callee.bind(arguments));
    }

    private static boolean fits(Callee callee, Arguments arguments) {
        return IntStream.range(0, callee.takes(arguments)).allMatch(i -> arguments.fit(i, callee.parameter(i)) > 0);
    }

    private static int sum(Callee callee, Arguments arguments) {
        return IntStream.range(0, arguments.needed())
                .map(i -> arguments.fit(i, callee.parameter(i)))
                .sum();
    }

    /** The farther from Object, the narrower. */
    private static int depth(Callee callee) {
        int depth = 0;
        for (var parameter : callee.parameters()) {
            for (Class<?> type = Generics.rawType(parameter); type != null; type = type.getSuperclass()) {
                depth++;
            }
        }
        return depth;
    }

    private static NoMatchException noMatch(
            String what, List<Callee> candidates, Arguments arguments, List<String> reasons) {
        String given = IntStream.range(0, arguments.count())
                .mapToObj(arguments::describe)
                .collect(Collectors.joining(", ", "(", ")"));
        String takes = candidates.stream().map(Callee::signature).sorted().collect(Collectors.joining(", "));
        String because = reasons.isEmpty() ? "" : ". " + String.join(". ", reasons);
        return new NoMatchException("'" + what + "' cannot take " + given + ". It takes " + takes + because);
    }
}
