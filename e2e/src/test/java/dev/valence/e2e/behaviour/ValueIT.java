package dev.valence.e2e.behaviour;

import static dev.valence.e2e.behaviour.Errors.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Exposed;
import dev.valence.api.Undefined;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values without parts: what each is on the other side. */
class ValueIT {
    enum Colour {
        RED,
        DARK_BLUE
    }

    @Exposed
    static final class Values {
        public final int answer = 42;

        public @Nullable Object echo(@Nullable Object value) {
            return value;
        }

        /** What an argument of no declared type has become. */
        public String seen(@Nullable Object value) {
            return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
        }

        public Object[] numbers() {
            return new Object[] {(byte) 1, (short) 2, 3, 4L, 5f, 6.5, BigInteger.TEN, new BigDecimal("0.1")};
        }

        public double[] special() {
            return new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0};
        }

        public float tenth() {
            return 0.1f;
        }

        public long[] longs() {
            return new long[] {(1L << 53) - 1, 1L << 53, -(1L << 53), Long.MIN_VALUE};
        }

        public BigDecimal unshowable() {
            return new BigDecimal("0.10000000000000000001");
        }

        public byte takeByte(byte value) {
            return value;
        }

        public int takeInt(int value) {
            return value;
        }

        public long takeLong(long value) {
            return value;
        }

        public String takeDecimal(BigDecimal value) {
            return value.toPlainString();
        }

        public String takeInteger(BigInteger value) {
            return value.toString();
        }

        public boolean takeBoolean(boolean value) {
            return value;
        }

        public Colour next(Colour colour) {
            return colour == Colour.RED ? Colour.DARK_BLUE : Colour.RED;
        }

        public char upper(char letter) {
            return Character.toUpperCase(letter);
        }

        public void nothing() {}

        public Optional<String> optional(Optional<String> value) {
            return value.map(text -> text + "!");
        }

        public boolean isUndefined(Undefined value) {
            return value == Undefined.INSTANCE;
        }

        public Object undefined() {
            return Undefined.INSTANCE;
        }

        public Date date(Instant instant) {
            return Date.from(instant.plusMillis(1));
        }

        public Instant instant(Date date) {
            return date.toInstant();
        }

        public Pattern pattern(Pattern pattern) {
            return pattern;
        }
    }

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./values", new Values()));

    @BeforeEach
    void open(Page page) {
        page.open("plain.html").run("globalThis.values = remote.require('./values')");
    }

    @Test
    void scalarsKeepTheirValue(Page page) {
        assertThat(page.run("""
                return [null, true, false, 0, 1, -1, 2 ** 31, 1e21, 0.1, '', 'grün 😀'].every(each =>
                  Object.is(values.echo(each), each))""")).isEqualTo(true);
    }

    @Test
    void aScalarOfNoDeclaredTypeIsTheNearestJavaType(Page page) {
        assertThat(page.run("""
                return [null, undefined, true, 1, 2 ** 31, 0.5, 1e21, 12n, 'text'].map(each => values.seen(each)).join(', ')"""))
                .isEqualTo("null, null, Boolean true, Integer 1, Long 2147483648, Double 0.5, Double 1.0E21,"
                        + " BigInteger 12, String text");
    }

    @Test
    void nanInfinityAndMinusZeroCrossBothWays(Page page) {
        assertThat(page.run("""
                const special = [NaN, Infinity, -Infinity, -0]
                return special.every((each, i) => Object.is(values.special()[i], each) && Object.is(values.echo(each), each))""")).isEqualTo(true);
    }

    @Test
    void numbersOfEveryWidthBecomeNumbersAndBigIntegersBigInts(Page page) {
        assertThat(page.run("return values.numbers().map(each => `${typeof each} ${each}`).join(', ')"))
                .isEqualTo("number 1, number 2, number 3, number 4, number 5, number 6.5, bigint 10, number 0.1");
    }

    @Test
    void aFloatBecomesTheDoubleOfTheSameValue(Page page) {
        assertThat(page.run("return values.tenth() === Math.fround(0.1)")).isEqualTo(true);
    }

    @Test
    void aLongBeyondTheSafeIntegersIsABigInt(Page page) {
        assertThat(page.run("return values.longs().map(each => `${typeof each} ${each}`).join(', ')"))
                .isEqualTo("number 9007199254740991, bigint 9007199254740992, bigint -9007199254740992,"
                        + " bigint -9223372036854775808");
        assertThat(page.run("return `${values.takeLong(2n ** 62n)} ${values.takeLong(-5)}`"))
                .isEqualTo("4611686018427387904 -5");
    }

    @Test
    void aDecimalThatNoNumberShowsDoesNotCross(Page page) {
        assertThat(said(page.fails("values.unshowable()")))
                .isEqualTo(
                        "MarshalError: result: no JavaScript number is exactly 0.10000000000000000001; give a String");
        assertThat(page.run("return values.takeDecimal(0.1)")).isEqualTo("0.1");
        assertThat(page.run("return values.takeInteger(1e20)")).isEqualTo("100000000000000000000");
    }

    @Test
    void aNumberThatDoesNotFitIsRefused(Page page) {
        assertThat(said(page.fails("values.takeInt(3_000_000_000)")))
                .isEqualTo("MarshalError: arguments[0]: 3000000000 does not fit a Java Integer");
        assertThat(said(page.fails("values.takeInt(1.5)")))
                .isEqualTo("MarshalError: arguments[0]: 1.5 is not a whole number, as is a Java Integer");
        assertThat(said(page.fails("values.takeByte(128)")))
                .isEqualTo("MarshalError: arguments[0]: 128 does not fit a Java Byte");
        assertThat(said(page.fails("values.takeInt(1e20)"))).asString().contains("does not fit a Java Integer");
        assertThat(said(page.fails("values.takeLong(2n ** 64n)"))).asString().startsWith("MarshalError: arguments[0]:");
    }

    @Test
    void nothingIsConvertedThatIsOfAnotherKind(Page page) {
        assertThat(said(page.fails("values.takeInt('1')")))
                .isEqualTo("MarshalError: arguments[0]: expected int, got string '1'");
        assertThat(said(page.fails("values.takeBoolean(1)")))
                .isEqualTo("MarshalError: arguments[0]: expected boolean, got number 1");
        assertThat(said(page.fails("values.takeInt(null)")))
                .isEqualTo("MarshalError: arguments[0]: expected int, got null");
    }

    @Test
    void loneSurrogatesSurvive(Page page) {
        assertThat(page.run("return values.echo('a\\uD800b') === 'a\\uD800b'")).isEqualTo(true);
    }

    @Test
    void enumsCrossByName(Page page) {
        assertThat(page.run("return values.next('RED')")).isEqualTo("DARK_BLUE");
        assertThat(said(page.fails("values.next('GREEN')")))
                .isEqualTo("MarshalError: arguments[0]: 'GREEN' is none of RED, DARK_BLUE");
    }

    @Test
    void aCharIsAStringOfOne(Page page) {
        assertThat(page.run("return values.upper('a')")).isEqualTo("A");
        assertThat(said(page.fails("values.upper('ab')")))
                .isEqualTo("MarshalError: arguments[0]: expected char, got string 'ab'");
    }

    @Test
    void undefinedArrivesAsNullUnlessJavaAsksForIt(Page page) {
        assertThat(page.run("return values.nothing() === undefined && values.undefined() === undefined"))
                .isEqualTo(true);
        assertThat(page.run("return [values.seen(undefined), values.echo(undefined)]"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactly("null", null);
        assertThat(page.run("return values.isUndefined(undefined)")).isEqualTo(true);
    }

    @Test
    void anEmptyOptionalIsUndefined(Page page) {
        assertThat(page.run("return [values.optional('x'), `${values.optional()} ${values.optional(null)}`].join(' ')"))
                .isEqualTo("x! undefined undefined");
    }

    @Test
    void datesCrossToTheMillisecond(Page page) {
        assertThat(page.run("""
                const date = values.date(new Date(1e12))
                return date instanceof Date && date.getTime() === 1e12 + 1 && values.instant(date).getTime() === 1e12 + 1
                  && values.echo(date) instanceof Date""")).isEqualTo(true);
        assertThat(said(page.fails("values.date(new Date(NaN))")))
                .isEqualTo("MarshalError: arguments[0]: an invalid Date has no counterpart in Java");
    }

    @Test
    void regularExpressionsCrossBothWays(Page page) {
        assertThat(page.run("const made = values.pattern(/a+/i); return `${made} ${made instanceof RegExp}`"))
                .isEqualTo("/a+/i true");
        assertThat(page.run("return `${values.echo(/a+/giy)}`")).isEqualTo("/a+/giy");
    }

    @Test
    void aBoxedPrimitiveIsThePrimitive(Page page) {
        assertThat(
                        page.run(
                                "return [values.seen(new Number(1)), values.seen(new String('s')), values.seen(new Boolean(true))].join()"))
                .isEqualTo("Integer 1,String s,Boolean true");
    }
}
