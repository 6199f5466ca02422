package dev.valence.marshal;

import dev.valence.api.MarshalException;
import dev.valence.protocol.WireTree;
import dev.valence.protocol.WireValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers of Java as a page gives them back before it has them: by the numbers of the requests that they answer. */
public final class AnswersIn {
    private AnswersIn() {}

    /** The requests to whose answers {@code given} refers. */
    public static Set<Long> of(WireValue given) {
        Set<Long> requests = new LinkedHashSet<>();
        WireTree.map(given, leaf -> {
            if (leaf instanceof WireValue.Answer answer) {
                requests.add(answer.requestId());
            }
            return leaf;
        });
        return requests;
    }

    /** {@code given} with the answers themselves in it; the same answer is the same value wherever it stands. */
    public static WireValue replaced(WireValue given, Map<Long, WireValue> answers) {
        Map<Long, WireValue> kept = new HashMap<>();
        answers.forEach((request, answer) -> kept.put(request, new WireValue.Kept(answer)));
        return WireTree.map(
                given,
                leaf -> leaf instanceof WireValue.Answer answer ? kept.getOrDefault(answer.requestId(), answer) : leaf);
    }

    /**
     * What a page that has {@code answer} would give back.
     *
     * @throws MarshalException only the page can make that of it
     */
    public static WireValue givenBack(WireValue answer) {
        return WireTree.map(answer, AnswersIn::leaf);
    }

    private static WireValue leaf(WireValue leaf) {
        if (leaf instanceof WireValue.Later later && later.as() != null) {
            return new WireValue.Original(later.of());
        }
        if (leaf instanceof WireValue.Later later && later.of() instanceof List<?> objects) {
            return new WireValue.ListOf(objects.stream()
                    .<WireValue>map(each -> each == null ? WireValue.NULL : new WireValue.Original(each))
                    .toList());
        }
        if (leaf instanceof WireValue.Rows table) {
            return new WireValue.ListOf(table.rows().stream()
                    .map(row ->
                            row instanceof WireValue.Row each ? object(table.names(), each.cells()) : givenBack(row))
                    .toList());
        }
        if (leaf instanceof WireValue.Bytes bytes) {
            // The application has the array still, and whoever is given a value may write to it.
            return new WireValue.Bytes(bytes.type(), bytes.data().clone());
        }
        if (isCopied(leaf)) {
            return leaf;
        }
        throw new MarshalException(Conversion.describe(leaf)
                + " in a result that the page does not have yet cannot be passed on: await it first");
    }

    private static WireValue object(List<String> names, @Nullable Object[] cells) {
        Map<String, WireValue> members = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
            Object cell = cells[i];
            members.put(names.get(i), cell instanceof WireValue value ? givenBack(value) : new WireValue.Plain(cell));
        }
        return new WireValue.ObjectOf("Object", members);
    }

    private static boolean isCopied(WireValue leaf) {
        return leaf instanceof WireValue.Plain
                || leaf instanceof WireValue.Nothing
                || leaf instanceof WireValue.BigInt
                || leaf instanceof WireValue.Moment
                || leaf instanceof WireValue.Pattern
                || leaf instanceof WireValue.Same;
    }
}
