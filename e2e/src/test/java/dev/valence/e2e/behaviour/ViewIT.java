package dev.valence.e2e.behaviour;

import static dev.valence.e2e.behaviour.Errors.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Copy;
import dev.valence.api.Exposed;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What of an object a page sees: all, a part, a copy, or nothing. */
class ViewIT {
    @Exposed
    interface Reader {
        String read();

        default String twice() {
            return read() + read();
        }
    }

    @Exposed
    static final class Book implements Reader {
        public String text = "text";

        @Override
        public String read() {
            return text;
        }

        public void burn() {
            text = "";
        }
    }

    /** Not exposed itself. */
    static final class Secret implements Reader {
        @Override
        public String read() {
            return "secret";
        }

        public String everything() {
            return "everything";
        }
    }

    @Exposed
    record Person(String name, Set<String> roles) {
        public String greet() {
            return "I am " + name;
        }
    }

    record Plain(int a) {}

    @Exposed
    static final class Shelf {
        private final Book book = new Book();

        public Book book() {
            return book;
        }

        public Reader reader() {
            return book;
        }

        public Object untyped() {
            return new Secret();
        }

        public List<Reader> readers() {
            return List.of(book, new Secret());
        }

        public CompletableFuture<Reader> later() {
            return CompletableFuture.completedFuture(book);
        }

        public boolean isBook(Book given) {
            return given == book;
        }

        public Person person() {
            return new Person("Ann", new LinkedHashSet<>(List.of("owner", "author")));
        }

        @Copy
        public Map<String, Object> copy() {
            return Map.of("book", book, "person", person(), "list", List.of(new Plain(1)));
        }

        public Plain plain() {
            return new Plain(1);
        }

        public AtomicInteger admitted() {
            return new AtomicInteger(5);
        }

        public List<Object> half() {
            return List.of(new Book(), new Plain(1));
        }
    }

    @RegisterExtension
    static final PageExtension java =
            PageExtension.with(main -> main.module("./shelf", new Shelf()).expose(AtomicInteger.class));

    @BeforeEach
    void open(Page page) {
        page.open("plain.html").run("globalThis.shelf = remote.require('./shelf')");
    }

    @Test
    void aDeclaredInterfaceNarrowsWhatIsSeen(Page page) {
        assertThat(page.run("""
                const reader = shelf.reader()
                return ['burn' in reader, 'text' in reader, reader.read(), reader.twice(), reader.constructor.name]""")).hasToString("[false, false, text, texttext, Reader]");
        assertThat(page.run("return 'burn' in shelf.book()")).isEqualTo(true);
    }

    @Test
    void elementsAndPromisesAreNarrowedToo(Page page) {
        assertThat(
                        page.run(
                                "return [...shelf.readers(), await shelf.later()].map(each => `${each.read()} ${'burn' in each} ${'everything' in each}`).join()"))
                .isEqualTo("text false false,secret false false,text false false");
    }

    @Test
    void aNarrowedObjectComesBackAsTheOriginal(Page page) {
        assertThat(
                        page.run(
                                "return [shelf.isBook(shelf.reader()), shelf.reader() === shelf.reader(), shelf.reader() === shelf.book()]"))
                .hasToString("[true, true, false]");
    }

    @Test
    void aClassThatIsNotExposedShowsItsExposedInterface(Page page) {
        assertThat(page.run("const it = shelf.untyped(); return [it.read(), 'everything' in it]"))
                .hasToString("[secret, false]");
    }

    @Test
    void aRecordIsAnObjectByReferenceWithItsComponents(Page page) {
        assertThat(page.run("""
                const person = shelf.person()
                return [Object.keys(person).sort().join(), person.name, [...person.roles].join(), person.greet(), person.constructor.name]""")).hasToString("[name,roles, Ann, owner,author, I am Ann, Person]");
    }

    @Test
    void aCopyIsPlainDownToTheLast(Page page) {
        assertThat(page.run("""
                const {book, person, list} = shelf.copy()
                book.text = 'mine'
                return [book.constructor === Object, JSON.stringify(list), person.name, person.roles instanceof Set, shelf.book().text]""")).hasToString("[true, [{\"a\":1}], Ann, true, text]");
    }

    @Test
    void whatNothingExposesDoesNotCross(Page page) {
        assertThat(said(page.fails("shelf.plain()")))
                .isEqualTo(
                        "NotExposedError: 'Shelf.plain' gave a dev.valence.e2e.behaviour.ViewIT$Plain, which pages may not see."
                                + " Mark the class @Exposed (or @Copy with it for a plain copy), or admit it with"
                                + " MainProcess.builder().expose(Plain.class)");
    }

    @Test
    void aTypeCanBeAdmittedWithoutItsSource(Page page) {
        assertThat(
                        page.run(
                                "const number = shelf.admitted(); return [number.incrementAndGet(), number.get(), number.constructor.name]"))
                .hasToString("[6, 6, AtomicInteger]");
    }

    @Test
    void whatFailsHalfWayHandsNothingOut(Page page) {
        page.run("globalThis.before = remote.held().objects");
        assertThat(page.fails("shelf.half()").name()).isEqualTo("NotExposedError");
        assertThat(page.run("return remote.held().objects - before")).isEqualTo(0L);
        assertThat(page.run("return shelf.book().read()")).isEqualTo("text");
    }
}
