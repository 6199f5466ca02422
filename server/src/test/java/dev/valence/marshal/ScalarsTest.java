package dev.valence.marshal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.valence.api.MarshalException;
import dev.valence.api.RegExp;
import dev.valence.api.Undefined;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values without parts, both ways. */
class ScalarsTest {
    private final Crossing crossing = new Crossing();

    enum Colour {
        RED,
        /** With a body, its class is not the enum. */
        GREEN {
            @Override
            public String toString() {
                return "leaf";
            }
        }
    }

    static Stream<Arguments> javaToWire() {
        return Stream.of(
                arguments(null, "null"),
                arguments(Undefined.INSTANCE, "{'$':'undefined'}"),
                arguments(Optional.empty(), "{'$':'undefined'}"),
                arguments(Optional.of(5), "5"),
                arguments(true, "true"),
                arguments((byte) -1, "-1"),
                arguments((short) 7, "7"),
                arguments('x', "'x'"),
                arguments(new StringBuilder("text"), "'text'"),
                arguments(Colour.RED, "'RED'"),
                arguments(Colour.GREEN, "'GREEN'"),
                arguments(0.1, "0.1"),
                arguments(0.1f, "0.10000000149011612"),
                arguments(-0.0, "{'$':'number','value':'-0'}"),
                arguments(-0.0f, "{'$':'number','value':'-0'}"),
                arguments(Float.NaN, "{'$':'number','value':'NaN'}"),
                arguments(Double.NEGATIVE_INFINITY, "{'$':'number','value':'-Infinity'}"),
                arguments((1L << 53) - 1, "9007199254740991"),
                arguments(-(1L << 53) + 1, "-9007199254740991"),
                arguments(1L << 53, "{'$':'bigint','value':'9007199254740992'}"),
                arguments(-(1L << 53), "{'$':'bigint','value':'-9007199254740992'}"),
                arguments(Long.MIN_VALUE, "{'$':'bigint','value':'-9223372036854775808'}"),
                arguments(BigInteger.ONE, "{'$':'bigint','value':'1'}"),
                arguments(new BigDecimal("0.1"), "0.1"),
                arguments(new BigDecimal("12.50"), "12.5"),
                arguments(Instant.ofEpochMilli(-1), "{'$':'date','value':-1}"),
                arguments(Instant.ofEpochSecond(0, 1_999_999), "{'$':'date','value':1}"),
                arguments(Instant.ofEpochMilli(-8_640_000_000_000_000L), "{'$':'date','value':-8640000000000000}"),
                arguments(new Date(5), "{'$':'date','value':5}"),
                arguments(new RegExp("a/b", "gy"), "{'$':'regexp','source':'a/b','flags':'gy'}"),
                arguments(
                        Pattern.compile("x", Pattern.CASE_INSENSITIVE | Pattern.DOTALL),
                        "{'$':'regexp','source':'x','flags':'is'}"));
    }

    @ParameterizedTest
    @MethodSource("javaToWire")
    void aScalarHasItsFormOnTheWire(Object value, String wire) {
        assertThat(crossing.toWire(value)).isEqualTo(wire.replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("decimalsWithoutANumber")
    void aDecimalThatNoNumberShowsDoesNotCross(BigDecimal decimal) {
        assertThatThrownBy(() -> crossing.toWire(decimal))
                .isInstanceOf(MarshalException.class)
                .hasMessageContaining("result: no JavaScript number is exactly " + decimal)
                .hasMessageContaining("give a String");
    }

    static Stream<BigDecimal> decimalsWithoutANumber() {
        return Stream.of(
                new BigDecimal("0.1000000000000000055511151231257827"),
                new BigDecimal("9007199254740993"),
                new BigDecimal("1e400"));
    }

    @ParameterizedTest
    @MethodSource("withoutCounterpart")
    void whatHasNoCounterpartIsRefusedByItsPath(Object value, String message) {
        assertThatThrownBy(() -> crossing.toWire(java.util.List.of(value)))
                .isInstanceOf(MarshalException.class)
                .hasMessageStartingWith("result[0]: " + message);
    }

    static Stream<Arguments> withoutCounterpart() {
        return Stream.of(
                arguments(Instant.MAX, "no JavaScript Date is as far from 1970 as this Instant"),
                arguments(Instant.MIN, "no JavaScript Date is as far from 1970 as this Instant"),
                arguments(Instant.ofEpochMilli(8_640_000_000_000_001L), "no JavaScript Date"),
                arguments(new Date(Long.MIN_VALUE), "no JavaScript Date is as far from 1970 as this Date"),
                arguments(
                        Pattern.compile("a.b", Pattern.LITERAL | Pattern.COMMENTS),
                        "JavaScript has no COMMENTS, LITERAL, which Pattern a.b is compiled with"),
                arguments(Pattern.compile("x", Pattern.UNIX_LINES), "JavaScript has no UNIX_LINES"),
                arguments(Pattern.compile("x", Pattern.CANON_EQ), "JavaScript has no CANON_EQ"));
    }

    static Stream<Arguments> wireToJava() {
        return Stream.of(
                arguments("null", Object.class, null),
                arguments("{'$':'undefined'}", Object.class, null),
                arguments("{'$':'undefined'}", Undefined.class, Undefined.INSTANCE),
                arguments("null", Undefined.class, null),
                arguments("null", Optional.class, Optional.empty()),
                arguments("{'$':'undefined'}", Optional.class, Optional.empty()),
                arguments("5", Optional.class, Optional.of(5)),
                arguments("5", Object.class, 5),
                arguments("5.0", int.class, 5),
                arguments("1e3", int.class, 1000),
                arguments("3000000000", Object.class, 3_000_000_000L),
                arguments("3e9", long.class, 3_000_000_000L),
                arguments("0.5", Object.class, 0.5),
                arguments("{'$':'number','value':'-0'}", Object.class, -0.0),
                arguments("-0.0", Object.class, -0.0),
                arguments("5", double.class, 5.0),
                arguments("5", Float.class, 5f),
                arguments("5", short.class, (short) 5),
                arguments("5", Byte.class, (byte) 5),
                arguments("5", Number.class, 5),
                arguments("5", BigInteger.class, BigInteger.valueOf(5)),
                arguments("1e21", BigInteger.class, new BigInteger("1000000000000000000000")),
                arguments("0.1", BigDecimal.class, new BigDecimal("0.1")),
                arguments("5", BigDecimal.class, new BigDecimal("5")),
                arguments("{'$':'bigint','value':'5'}", Object.class, BigInteger.valueOf(5)),
                arguments("{'$':'bigint','value':'5'}", long.class, 5L),
                arguments("{'$':'bigint','value':'9223372036854775807'}", Long.class, Long.MAX_VALUE),
                arguments("true", boolean.class, true),
                arguments("'x'", char.class, 'x'),
                arguments("'text'", CharSequence.class, "text"),
                arguments("'GREEN'", Colour.class, Colour.GREEN),
                arguments("{'$':'date','value':5}", Object.class, Instant.ofEpochMilli(5)),
                arguments("{'$':'date','value':5}", Date.class, new Date(5)),
                arguments("{'$':'regexp','source':'x','flags':'g'}", Object.class, new RegExp("x", "g")));
    }

    @ParameterizedTest
    @MethodSource
    void wireToJava(String wire, Class<?> type, Object value) {
        assertThat(crossing.toJava(wire.replace('\'', '"'), type)).isEqualTo(value);
    }

    @Test
    void theNearestPatternHasTheFlagsThatJavaKnows() {
        Pattern pattern = (Pattern) crossing.toJava("""
                {"$":"regexp","source":"a.b","flags":"gims"}""", Pattern.class);

        assertThat(pattern.pattern()).isEqualTo("a.b");
        assertThat(pattern.flags()).isEqualTo(Pattern.CASE_INSENSITIVE | Pattern.MULTILINE | Pattern.DOTALL);
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                arguments("'5'", int.class, "expected int, got string '5'"),
                arguments("1e39", float.class, "1.0E39 does not fit a Java Float"),
                arguments("{'$':'regexp','source':'(','flags':''}", Pattern.class, "Unclosed group"),
                arguments("5", String.class, "expected String, got number 5"),
                arguments("1", boolean.class, "expected boolean, got number 1"),
                arguments("null", int.class, "expected int, got null"),
                arguments("{'$':'undefined'}", boolean.class, "expected boolean, got undefined"),
                arguments("1.5", int.class, "1.5 is not a whole number, as is a Java Integer"),
                arguments("{'$':'number','value':'NaN'}", long.class, "NaN is not a whole number"),
                arguments("{'$':'number','value':'-0'}", int.class, "-0.0"),
                arguments("2147483648", int.class, "2147483648 does not fit a Java Integer"),
                arguments("128", byte.class, "128 does not fit a Java Byte"),
                arguments("1e21", long.class, "1.0E21 does not fit a Java Long"),
                arguments("{'$':'bigint','value':'9223372036854775808'}", long.class, "expected long, got bigint"),
                arguments("{'$':'bigint','value':'5'}", double.class, "expected double, got bigint"),
                arguments("5", BigDecimal[].class, "expected BigDecimal[], got number 5"),
                arguments("'two'", char.class, "expected char, got string 'two'"),
                arguments("'BLUE'", Colour.class, "'BLUE' is none of RED, GREEN"),
                arguments("{'$':'date','value':null}", Object.class, "an invalid Date has no counterpart in Java"),
                arguments("{'$':'date','value':5}", String.class, "expected String, got Date"),
                arguments("[]", String.class, "expected String, got Array"),
                arguments("{'$':'same','index':9}", Object.class, "there is no container 9"));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void whatDoesNotFitIsRefusedByItsPath(String wire, Class<?> type, String message) {
        assertThatThrownBy(() -> crossing.toJava(wire.replace('\'', '"'), type))
                .isInstanceOf(MarshalException.class)
                .hasMessageStartingWith("arguments[0]: ")
                .hasMessageContaining(message);
    }

    @Test
    void aLongTextIsCutInTheMessage() {
        assertThatThrownBy(() -> crossing.toJava("\"" + "x".repeat(1000) + "\"", int.class))
                .hasMessage("arguments[0]: expected int, got string '" + "x".repeat(40) + "…'");
    }
}
