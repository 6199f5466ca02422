package dev.valence.e2e.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.EventEmitter;
import dev.valence.api.Exposed;
import dev.valence.api.JavaScriptException;
import dev.valence.api.RemoteFunction;
import dev.valence.api.RendererGoneException;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Functions of the page that are marked by {@code remote.callable}: Java waits for what they give. */
class CallableIT {
    @Exposed
    static final class MapNumbers {
        public List<@Nullable Object> withRendererCallback(Function<Integer, @Nullable Object> mapper) {
            return Stream.of(1, 2, 3).map(mapper).toList();
        }
    }

    @Exposed
    static final class Desk extends EventEmitter {
        private final Map<String, RemoteFunction> offers = new ConcurrentHashMap<>();
        private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();

        public List<Integer> map(Function<Integer, Integer> mapper) {
            return Stream.of(1, 2, 3).map(mapper).toList();
        }

        public String nest(Function<Integer, String> function, int argument) {
            return "<" + function.apply(argument) + ">";
        }

        /** Works for a while before it asks: the page is parked by then. */
        public int slowly(Function<Integer, Integer> function, int millis) throws InterruptedException {
            Thread.sleep(millis);
            return function.apply(millis);
        }

        public void run(Runnable first, Runnable second, Runnable third) {
            first.run();
            second.run();
            third.run();
        }

        public String caught(Supplier<String> function) {
            try {
                return function.get();
            } catch (JavaScriptException thrown) {
                return thrown.name() + ": " + thrown.getMessage() + " " + thrown.javaScriptStack();
            }
        }

        public String echo(String text) {
            return text;
        }

        public void offer(String name, RemoteFunction function) {
            offers.put(name, function);
        }

        public @Nullable Object ask(String name, @Nullable Object argument) {
            return offers.get(name).callAndWait(argument);
        }

        public @Nullable Object tellAndAsk(String told, String asked, Object argument) {
            offers.get(told).call();
            return ask(asked, argument);
        }

        public boolean isSame(Object one, Object other) {
            return one == other;
        }

        /** Calls the function on a thread of its own, as a timer would; {@link #outcome} has what came of it. */
        public void askLater(RemoteFunction function) {
            new Thread(() -> {
                        try {
                            outcomes.add(String.valueOf(function.callAndWait("later")));
                        } catch (RuntimeException thrown) {
                            outcomes.add(thrown);
                        }
                    })
                    .start();
        }

        Object outcome() throws InterruptedException {
            return outcomes.poll(20, TimeUnit.SECONDS);
        }
    }

    private static final Desk DESK = new Desk();

    @RegisterExtension
    static final PageExtension java = PageExtension.with(
            main -> main.module("./mapNumbers", new MapNumbers()).module("./desk", DESK));

    private static Page open(Page page) {
        return begin(page.open("plain.html"));
    }

    private static Page begin(Page page) {
        page.run("globalThis.desk = remote.require('./desk'); globalThis.log = []");
        return page;
    }

    @Test
    void javaGetsWhatTheFunctionReturns(Page page) {
        assertThat(open(page).run("""
                return remote.require('./mapNumbers').withRendererCallback(remote.callable(x => x + 1))""")).hasToString("[2, 3, 4]");
    }

    @Test
    void theResultIsOfTheDeclaredTypeOrAnErrorNamesItsPath(Page page) {
        assertThat(open(page).fails("desk.map(remote.callable(x => 'text'))").text())
                .contains("the answer of the page function", "expected Integer, got string 'text'");
    }

    @Test
    void theFirstInlineScriptIsAskedBeforeTheWorkerIsUp(Page page) {
        assertThat(page.open("behaviour/early-callable.html").run("return early"))
                .hasToString("[2, 3, 4]");
        assertThat(page.openUnisolated("behaviour/early-callable.html").run("return early"))
                .hasToString("[2, 3, 4]");
    }

    @Test
    void callsNest(Page page) {
        nest(open(page));
    }

    @Test
    void callsNestInAPageWithoutIsolation(Page page) {
        nest(begin(page.openUnisolated("plain.html")));
    }

    private static void nest(Page page) {
        assertThat(page.run("""
                const down = remote.callable(n => {
                  log.push(n)
                  return n === 0 ? 'bottom' : desk.nest(down, n - 1)
                })
                return [desk.nest(down, 4), log.join()]""")).hasToString("[<<<<<bottom>>>>>, 4,3,2,1,0]");
    }

    @Test
    void aPageThatSleepsInACallIsWoken(Page page) {
        String snippet = "return desk.slowly(remote.callable(x => x + 1), 60)";
        assertThat(open(page).run(snippet)).isEqualTo(61L);
        assertThat(begin(page.openUnisolated("plain.html")).run(snippet)).isEqualTo(61L);
        assertThat(page.open("worker.html")
                        .run("return await ask(`const desk = remote.require('./desk'); " + snippet + "`)"))
                .isEqualTo(61L);
    }

    @Test
    void callsNestToALimitThatNamesItself(Page page) {
        open(page);
        String snippet = """
                const down = remote.callable(n => {
                  log.push(n)
                  return desk.nest(down, n + 1)
                })
                desk.nest(down, 1)""";
        assertThat(page.fails(snippet)).satisfies(error -> {
            assertThat(error.name()).isEqualTo("LimitError");
            assertThat(error.text()).contains("Limits.callDepth", "plain.html");
        });
        assertThat(page.run("return log.length")).isEqualTo(32L);
        assertThat(page.run("return desk.nest(remote.callable(() => 'goes on'), 1)"))
                .isEqualTo("<goes on>");
    }

    @Test
    void whatTheFunctionThrowsIsAnExceptionInJavaWithTheStackOfThePage(Page page) {
        assertThat(open(page)
                        .run("return desk.caught(remote.callable(function thrower() { throw new RangeError('far') }))"))
                .asString()
                .startsWith("RangeError: far RangeError: far\n    at thrower");
    }

    @Test
    void whatNobodyCatchesInJavaComesBackToThePage(Page page) {
        assertThat(open(page).run("""
                try {
                  desk.map(remote.callable(() => { throw Object.assign(new RangeError('far'), { code: 'E_FAR' }) }))
                } catch (error) {
                  return [error.name, error.code, error.cause.name, error.cause.message, error.cause.stack.includes('at ')].join()
                }""")).isEqualTo("RangeError,E_FAR,RangeError,far,true");
    }

    @Test
    void aPromiseForTheCallThatWaitsForItIsAnErrorAndForOthersIsAwaited(Page page) throws Exception {
        open(page);
        assertThat(page.fails("desk.map(remote.callable(async x => x + 1))")).satisfies(error -> {
            assertThat(error.name()).isEqualTo("DeadlockError");
            assertThat(error.text()).contains("must not return a Promise");
        });
        page.run("desk.askLater(remote.callable(async word => word + ' on'))");
        assertThat(DESK.outcome()).isEqualTo("later on");
    }

    @Test
    void whatReturnsNothingReturnsWhenThePageHasRunIt(Page page) {
        assertThat(open(page).run("""
                desk.run(() => log.push('ordinary'), remote.callable(() => log.push('callable')), remote.callable(async () => log.push('begun')))
                log.push('returned')
                await new Promise(resolve => setTimeout(resolve))
                return log.join()""")).isEqualTo("callable,begun,returned,ordinary");
    }

    @Test
    void aThreadOfJavaAsksThePageThroughItsEventLoop(Page page) throws Exception {
        askLater(open(page));
    }

    @Test
    void aThreadOfJavaAsksAPageWithoutIsolation(Page page) throws Exception {
        askLater(begin(page.openUnisolated("plain.html")));
    }

    private static void askLater(Page page) throws Exception {
        page.run("desk.askLater(remote.callable(word => { log.push(word); return desk.echo('echoed') }))");
        assertThat(DESK.outcome()).isEqualTo("echoed");
        page.eventually("return log.join()", "later");
    }

    @Test
    void aWorkerOfThePageIsAskedToo(Page page) throws Exception {
        page.open("worker.html");
        assertThat(page.run("""
                return await ask(`
                  const desk = remote.require('./desk')
                  const down = remote.callable(n => n === 0 ? 'bottom' : desk.nest(down, n - 1))
                  desk.askLater(remote.callable(word => desk.echo(word)))
                  return desk.nest(down, 2)`)""")).isEqualTo("<<<bottom>>>");
        assertThat(DESK.outcome()).isEqualTo("later");
    }

    /** The second page is told to call before it is asked: its call waits behind that of the first, and it is asked inside of it. */
    @Test
    void twoPagesThatWaitCallEachOther(Page page) {
        open(page).run("desk.offer('one', remote.callable(x => `${x} one`))");
        Page other = open(page.newTab());
        other.run("""
                desk.offer('begin', () => { log.push('begin'); log.push(desk.echo('over')) })
                desk.offer('two', remote.callable(x => {
                  log.push('asked')
                  return desk.ask('one', `${x} two`)
                }))""");
        assertThat(page.run("return desk.tellAndAsk('begin', 'two', 'zero')")).isEqualTo("zero two one");
        other.eventually("return log.join()", "begin,asked,over");
        DESK.offers.clear();
    }

    @Test
    void aReloadEndsTheWaitOfJavaAtOnce(Page page) throws Exception {
        open(page)
                .run("desk.askLater(remote.callable(() => { globalThis.asked = true; return new Promise(() => {}) }))");
        page.eventually("return globalThis.asked", true);
        page.reload();

        assertThat(DESK.outcome())
                .isInstanceOfSatisfying(
                        RendererGoneException.class,
                        gone -> assertThat(gone.getMessage()).contains("Function provided here: "));
    }

    @Test
    void theMarkIsOnAStandInThatIsTheSameEachTime(Page page) {
        assertThat(open(page).run("""
                const fn = () => log.push('heard')
                desk.on('news', remote.callable(fn))
                const added = desk.listenerCount('news')
                desk.emit('news')
                const heard = log.length
                desk.removeListener('news', fn)
                const kept = desk.listenerCount('news')
                desk.removeListener('news', remote.callable(fn))
                return [added, heard, kept, desk.listenerCount('news'),
                  desk.isSame(remote.callable(fn), remote.callable(fn)), desk.isSame(fn, remote.callable(fn))].join()""")).isEqualTo("1,1,1,0,true,false");
    }

    @Test
    void whatAListenerOfAPageThrowsReachesNoOtherListener(Page page) {
        assertThat(open(page).run("""
                desk.on('news', remote.callable(() => { throw new Error('mine alone') }))
                desk.on('news', remote.callable(() => log.push('heard')))
                desk.emit('news')
                desk.removeAllListeners('news')
                return log.join()""")).isEqualTo("heard");
    }
}
