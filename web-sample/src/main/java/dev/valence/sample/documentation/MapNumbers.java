package dev.valence.sample.documentation;

import dev.valence.api.Exposed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Module {@code ./mapNumbers}: the same mapping with a function of the page and with one of Java. */
@Exposed
public final class MapNumbers {

    /** The page runs its function later, so there is nothing yet that could stand in the list. */
    public List<@Nullable Object> withRendererCallback(Function<Integer, @Nullable Object> mapper) {
        List<@Nullable Object> mapped = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            mapped.add(mapper.apply(number));
        }
        return mapped;
    }

    public List<Integer> withLocalCallback() {
        return Stream.of(1, 2, 3).map(x -> x + 1).toList();
    }
}
