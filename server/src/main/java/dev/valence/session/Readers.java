package dev.valence.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Who waits until there is something for a page. Not safe for threads; futures are completed outside of any lock. */
final class Readers {
    private record Reader(long after, CompletableFuture<Void> due) {}

    private final List<Reader> readers = new ArrayList<>();

    /** One who has everything up to {@code seq}. */
    CompletableFuture<Void> add(long seq) {
        CompletableFuture<Void> due = new CompletableFuture<>();
        readers.add(new Reader(seq, due));
        return due;
    }

    void forget(CompletableFuture<Void> due) {
        readers.removeIf(reader -> reader.due == due);
    }

    /** Takes out those who have less than everything up to {@code seq}; the caller completes them. */
    List<CompletableFuture<Void>> take(long seq) {
        if (readers.isEmpty()) {
            return List.of();
        }
        List<CompletableFuture<Void>> due = readers.stream()
                .filter(reader -> seq > reader.after)
                .map(Reader::due)
                .toList();
        readers.removeIf(reader -> seq > reader.after);
        return due;
    }
}
