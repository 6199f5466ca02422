package dev.valence.e2e.behaviour;

import static dev.valence.e2e.behaviour.Errors.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Exposed;
import dev.valence.api.JavaScriptException;
import dev.valence.api.Property;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageError;
import dev.valence.e2e.PageExtension;
import java.io.IOException;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is thrown on one side and caught on the other. */
class ErrorIT {
    /** An error with properties of its own. */
    @Exposed
    static final class FullDiskException extends IOException {
        private static final long serialVersionUID = 1L;

        public final long missing;

        FullDiskException(long missing) {
            super("no space left", new IllegalStateException("the cause"));
            this.missing = missing;
        }

        @Property
        public String getCode() {
            return "ENOSPC";
        }
    }

    /** A class of JavaScript's by name. */
    static final class RangeError extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RangeError(String message) {
            super(message);
        }
    }

    @Exposed
    static final class Strict {
        public Strict(int value) {
            if (value < 0) {
                throw new IllegalArgumentException("below zero");
            }
        }
    }

    @Exposed
    static final class Thrower {
        public void fillDisk() throws IOException {
            throw new FullDiskException(5);
        }

        public void range() {
            throw new RangeError("too far");
        }

        public void silent() {
            throw new IllegalStateException();
        }

        public Supplier<String> function() {
            return () -> {
                throw new UnsupportedOperationException("not this one");
            };
        }

        public Exception given() {
            return new FullDiskException(7);
        }

        public String seen(Throwable error) {
            return error instanceof JavaScriptException thrown
                    ? String.join(
                            "|",
                            thrown.name(),
                            thrown.getMessage(),
                            String.valueOf(thrown.members()),
                            String.valueOf(thrown.getCause()),
                            String.valueOf(thrown.javaScriptStack())
                                    .lines()
                                    .findFirst()
                                    .orElse(""))
                    : "a Java error";
        }

        public Throwable echo(Throwable error) {
            return error;
        }

        public String take(Object value) {
            return String.valueOf(value);
        }

        public int one(int value) {
            return value;
        }

        public Thrower open() {
            return new Thrower();
        }

        public int error() {
            throw new StackOverflowError("an Error of Java");
        }
    }

    @RegisterExtension
    static final PageExtension java =
            PageExtension.with(main -> main.module("./thrower", new Thrower()).module("./Strict", Strict.class));

    @BeforeEach
    void open(Page page) {
        page.open("plain.html").run("globalThis.thrower = remote.require('./thrower')");
    }

    @Test
    void aMethodThatThrowsThrowsInThePageInTheWordsOfElectron(Page page) {
        assertThat(said(page.fails("thrower.fillDisk()")))
                .isEqualTo(
                        "FullDiskException: Could not call remote method 'fillDisk'. Check that the method signature is correct."
                                + " Underlying error: FullDiskException: no space left");
        assertThat(said(page.fails("thrower.function()()")))
                .isEqualTo(
                        "UnsupportedOperationException: Could not call remote function 'anonymous'. Check that the function"
                                + " signature is correct. Underlying error: UnsupportedOperationException: not this one");
    }

    @Test
    void anErrorHasCodeOwnMembersAndItsCauses(Page page) {
        assertThat(page.run("""
                try { thrower.fillDisk() } catch (error) {
                  const {cause} = error
                  return [error instanceof Error, error.name, error.code, error.missing, cause.name, cause.message, cause.code,
                    cause.cause.message, Object.keys(error).sort().join()]
                }"""))
                .hasToString(
                        "[true, FullDiskException, ENOSPC, 5, FullDiskException, no space left, ENOSPC, the cause, code,missing]");
    }

    @Test
    void theStackBeginsAtTheCallAndGoesOnInJava(Page page) {
        PageError error = page.fails("function caller() { thrower.fillDisk() } caller()");
        assertThat(error.stack().lines().skip(1).findFirst().orElse("")).contains("at caller");
        assertThat(error.stack()).containsSubsequence("--- Java ---", "Thrower.fillDisk(ErrorIT.java:", "Caused by: ");
    }

    @Test
    void aClassNamedAfterOneOfJavaScriptIsThatClass(Page page) {
        assertThat(
                        page.run(
                                "try { thrower.range() } catch (error) { return [error instanceof RangeError, error.cause instanceof RangeError] }"))
                .hasToString("[true, true]");
    }

    @Test
    void anErrorWithoutMessageSaysItsClass(Page page) {
        assertThat(page.fails("thrower.silent()").text()).endsWith("Underlying error: IllegalStateException");
        assertThat(page.fails("thrower.error()").text())
                .endsWith("Underlying error: StackOverflowError: an Error of Java");
    }

    @Test
    void whatAConstructorThrowsIsThrownAsItIs(Page page) {
        assertThat(said(page.fails("new (remote.require('./Strict'))(-1)")))
                .isEqualTo("IllegalArgumentException: below zero");
    }

    @Test
    void anErrorIsAValueLikeOthers(Page page) {
        assertThat(
                        page.run(
                                "const error = thrower.given(); return [error instanceof Error, error.name, error.message, error.missing, error.code]"))
                .hasToString("[true, FullDiskException, no space left, 7, ENOSPC]");
    }

    @Test
    void anErrorOfThePageReachesJavaWhole(Page page) {
        assertThat(page.run("""
                const error = new TypeError('wrong', {cause: new RangeError('far')})
                return thrower.seen(Object.assign(error, {code: 5, own: 'x'}))"""))
                .isEqualTo("TypeError|wrong|{own=x, code=5}|dev.valence.api.JavaScriptException: far|TypeError: wrong");
        assertThat(page.run("""
                const back = thrower.echo(Object.assign(new TypeError('wrong'), {code: 5, own: 'x'}))
                return [back instanceof TypeError, back.message, back.code, back.own]""")).hasToString("[true, wrong, 5, x]");
    }

    @Test
    void aReleasedObjectIsAnErrorAsTargetAndAsArgument(Page page) {
        assertThat(said(page.fails("const other = thrower.open(); remote.release(other); other.one(1)")))
                .isEqualTo("StaleReferenceError: 'one' was used on an object that this page has released");
        assertThat(said(page.fails(
                        "const other = thrower.open(); remote.release(other); thrower.take({deep: [other]})")))
                .isEqualTo("StaleReferenceError: arguments[0].deep[0]: this page has released that object");
    }

    @Test
    void anUnknownMemberIsUndefinedAndCallingItATypeError(Page page) {
        assertThat(page.run("return thrower.unknown === undefined")).isEqualTo(true);
        assertThat(said(page.fails("thrower.unknown()"))).isEqualTo("TypeError: thrower.unknown is not a function");
    }

    @Test
    void wrongArgumentsNameTheCandidates(Page page) {
        assertThat(said(page.fails("thrower.one()")))
                .isEqualTo("NoMatchError: 'one' cannot take (). It takes Thrower.one(int)");
        assertThat(said(page.fails("thrower.one(1, 'two')")))
                .isEqualTo("NoMatchError: 'one' cannot take (number 1, string 'two'). It takes Thrower.one(int)");
    }

    @Test
    void theSessionGoesOnAfterEveryError(Page page) {
        assertThat(page.run("""
                let caught = 0
                for (const wrong of [() => thrower.fillDisk(), () => thrower.unknown(), () => thrower.one('x'), () => thrower.take(Symbol())])
                  try { wrong() } catch { caught++ }
                return [caught, thrower.one(5)]""")).hasToString("[4, 5]");
    }
}
