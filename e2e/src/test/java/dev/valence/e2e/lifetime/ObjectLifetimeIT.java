package dev.valence.e2e.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.api.Exposed;
import dev.valence.e2e.Garbage;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Java object lives as long as its proxy in the page, no shorter and no longer. */
class ObjectLifetimeIT {
    @RegisterExtension
    static final PageExtension java =
            PageExtension.with(main -> main.module("./shelf", Shelf.ONE).global("probe", new Probe()));

    @Exposed
    public static final class Book {
        public final int number;

        Book(int number) {
            this.number = number;
        }

        public String describe() {
            return "book " + number;
        }
    }

    @Exposed
    public static final class Probe {
        public int x() {
            return 42;
        }
    }

    @Exposed
    public static final class Shelf {
        static final Shelf ONE = new Shelf();

        private final Book same = new Book(0);
        private int count;
        private WeakReference<Book> latest = new WeakReference<>(null);

        /** A new book, which Java itself does not keep. */
        public Book take() {
            Book book = new Book(++count);
            latest = new WeakReference<>(book);
            return book;
        }

        public Book same() {
            return same;
        }
    }

    @BeforeEach
    void open(Page page) {
        page.open("plain.html");
    }

    private static int books() {
        return java.holdings().objectsByClass().getOrDefault(Book.class.getName(), 0);
    }

    private static void awaitBooks(int expected) {
        await("books")
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(books()).isEqualTo(expected));
    }

    @Test
    void anObjectIsDroppedWhenItsProxyIsCollected(Page page) {
        page.run("globalThis.book = remote.require('./shelf').take()");
        WeakReference<Book> object = Shelf.ONE.latest;
        assertThat(books()).isEqualTo(1);
        page.run("book = undefined");
        page.gc();
        awaitBooks(0);
        Garbage.collectUntil("the Java object is collected", () -> object.get() == null);
    }

    @Test
    void anObjectThatOnlyThePageKeepsOutlivesCollectionsOnBothSides(Page page) {
        page.run("globalThis.book = remote.require('./shelf').take()");
        WeakReference<Object> unused = new WeakReference<>(new Object());
        page.gc();
        Garbage.collectUntil("what nobody keeps is collected", () -> unused.get() == null);
        assertThat(page.run("return book.describe()")).isEqualTo("book " + page.run("return book.number"));
    }

    @Test
    void aLeakOfThePageIsVisibleInJavaByName(Page page) {
        page.run("""
                const shelf = remote.require('./shelf')
                globalThis.leak = Array.from({ length: 50 }, () => shelf.take())""");
        page.gc();
        assertThat(books()).isEqualTo(50);
        page.run("leak.length = 20");
        page.gc();
        awaitBooks(20);
    }

    @Test
    void anObjectFetchedManyTimesIsDroppedByOneCollection(Page page) {
        page.run("""
                const shelf = remote.require('./shelf')
                globalThis.same = shelf.same()
                for (let i = 0; i < 20; i++) if (shelf.same() !== same) throw new Error('not the same')""");
        assertThat(books()).isEqualTo(1);
        page.run("same = undefined");
        page.gc();
        awaitBooks(0);
    }

    @Test
    void collectionsBetweenRequestAndResponseLoseNothing(Page page) {
        assertThat(page.run("""
                let sum = 0
                for (let i = 0; i < 100; i++) {
                  sum += remote.getGlobal('probe').x()
                  gc()
                }
                return sum""")).isEqualTo(4200L);
    }

    @Test
    void anObjectThatIsFetchedAgainWhileItIsReleasedIsNotLost(Page page) {
        assertThat(page.run("""
                const shelf = remote.require('./shelf')
                const pause = ms => new Promise(resolve => setTimeout(resolve, ms))
                let right = 0
                for (let i = 0; i < 150; i++) {
                  shelf.same()                                  // nobody keeps this proxy
                  await gc({ type: 'major', execution: 'async' }) // its finalizer is due now, the release soon after
                  if (i % 3 === 0) await pause(i % 15)          // before, at and after the moment that releases are sent
                  const again = shelf.same()
                  if (i % 2 === 0) await pause(12)
                  if (again.describe() === 'book 0') right++
                }
                return right""")).isEqualTo(150L);
        page.gc();
        awaitBooks(0);
    }

    @Test
    void theFinalizerOfAnOldProxyDoesNotTakeTheObjectFromANewOne(Page page) {
        page.run("""
                const shelf = remote.require('./shelf')
                let old = shelf.same()
                old = undefined
                gc()                                            // the old proxy is gone; its finalizer waits for this task to end
                globalThis.fresh = shelf.same()""");
        page.gc();
        assertThat(page.run("return fresh.describe()")).isEqualTo("book 0");
        assertThat(books()).isEqualTo(1);
    }

    @Test
    void anObjectOfTwoPagesStaysWithTheOneThatKeepsIt(Page page) {
        page.run("globalThis.same = remote.require('./shelf').same()");
        Page other = page.newTab().open("plain.html");
        other.run("globalThis.same = remote.require('./shelf').same()");
        assertThat(books()).isEqualTo(2);
        page.run("same = undefined");
        page.gc();
        awaitBooks(1);
        assertThat(other.run("return same.describe()")).isEqualTo("book 0");
    }

    @Test
    void collectionsOfThePageThatIsLeftDoNotTouchTheNextOne(Page page) {
        page.run("globalThis.shelf = remote.require('./shelf'); globalThis.same = shelf.same()");
        page.reload();
        page.run("globalThis.shelf = remote.require('./shelf'); globalThis.same = shelf.same()");
        page.gc();
        assertThat(page.run("return same.describe() + ', ' + typeof shelf.take().number"))
                .isEqualTo("book 0, number");
        assertThat(java.holdings().sessions()).isEqualTo(1);
    }

    @Test
    void anObjectGivenBackByHandIsDroppedAtOnce(Page page) {
        page.run("globalThis.book = remote.require('./shelf').take(); remote.release(book)");
        awaitBooks(0);
        assertThat(page.fails("book.describe()").name()).isEqualTo("StaleReferenceError");
    }

    @Test
    void thePageSeesWhatJavaHoldsForIt(Page page) {
        Object before = page.run("return remote.held().objects");
        page.run("globalThis.book = remote.require('./shelf').take()");
        assertThat(page.run("return remote.held().objects")).isNotEqualTo(before);
        assertThat(page.run("return remote.held().callbacks")).isEqualTo(0L);
    }
}
