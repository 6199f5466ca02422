package dev.valence.bench;

import dev.valence.api.Exposed;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One of 40 000 rows of five columns; {@code bench/peers/service.mjs} has the same. */
@Exposed
public record Row(int id, String name, int size, double ratio, boolean hidden) {
    static final List<Row> TABLE = IntStream.range(0, 40_000).mapToObj(Row::of).toList();

    private static Row of(int id) {
        return new Row(id, "file-" + id + ".txt", id * 7919 % 1_000_003, id / 8.0, id % 2 == 0);
    }

    /** The table as JSON, as somebody would send it without Valence. */
    static String tableAsJson() {
        return TABLE.stream()
                .map(row -> "{\"id\":%d,\"name\":\"%s\",\"size\":%d,\"ratio\":%s,\"hidden\":%b}"
                        .formatted(row.id, row.name, row.size, row.ratio, row.hidden))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
