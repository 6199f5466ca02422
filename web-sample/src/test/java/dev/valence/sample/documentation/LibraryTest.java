package dev.valence.sample.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LibraryTest {
    @Test
    void libraryKeepsNoBookAlive() {
        Library library = new Library();
        Library.Book book = library.lend("Emma");

        assertThat(library.isBookAlive()).isTrue();
        assertThat(book.title).isEqualTo("Emma");
    }

    @Test
    void readerIsCalledUntilForgotten() {
        Library library = new Library();
        StringBuilder read = new StringBuilder();
        library.remember(() -> read.append("x"));

        assertThat(library.callReader()).isTrue();
        library.remember(null);
        assertThat(library.callReader()).isFalse();
        assertThat(read).hasToString("x");
    }
}
