package dev.valence.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The methods of {@link RemoteService} that take targets, numbers, texts and wire values. Given by position, as pages give them, they need
 * no tree and no matching. Named parameters, and those of any other method, go through jsonrpc4j.
 */
@SuppressWarnings("ImmutableEnumChecker") // its calls and lists are immutable, which the checker cannot see
enum StraightMethod {
    JOIN("session.join", (service, given) -> service.join((String) given[0]), Kind.TEXT),
    ALIVE("session.alive", (service, given) -> service.alive()),
    HIBERNATE("session.hibernate", (service, given) -> service.hibernate()),
    CLOSE("session.close", (service, given) -> service.close()),
    REQUIRE("remote.require", (service, given) -> service.require((String) given[0]), Kind.TEXT),
    BUILTIN("remote.builtin", (service, given) -> service.builtin((String) given[0]), Kind.TEXT),
    GLOBAL("remote.global", (service, given) -> service.global((String) given[0]), Kind.TEXT),
    WINDOW("remote.currentWindow", (service, given) -> service.currentWindow()),
    WEB_CONTENTS("remote.currentWebContents", (service, given) -> service.currentWebContents()),
    GET("member.get", (service, given) -> service.get((Target) given[0], (String) given[1]), Kind.TARGET, Kind.TEXT),
    SET(
            "member.set",
            (service, given) -> service.set((Target) given[0], (String) given[1], (WireValue) given[2]),
            Kind.TARGET,
            Kind.TEXT,
            Kind.VALUE),
    CALL(
            "member.call",
            (service, given) -> service.call((Target) given[0], (String) given[1], (WireValue) given[2]),
            Kind.TARGET,
            Kind.TEXT,
            Kind.VALUE),
    CALL_FUNCTION(
            "function.call",
            (service, given) -> service.callFunction((Target) given[0], (WireValue) given[1]),
            Kind.TARGET,
            Kind.VALUE),
    CONSTRUCT(
            "class.construct",
            (service, given) -> service.construct((Target) given[0], (WireValue) given[1]),
            Kind.TARGET,
            Kind.VALUE),
    COUNT("reference.count", (service, given) -> service.count()),
    RESOLVE(
            "promise.resolve",
            (service, given) -> service.resolve((long) given[0], (WireValue) given[1]),
            Kind.NUMBER,
            Kind.VALUE),
    REJECT(
            "promise.reject",
            (service, given) -> service.reject((long) given[0], (WireValue) given[1]),
            Kind.NUMBER,
            Kind.VALUE);

    private enum Kind {
        NUMBER,
        TARGET,
        TEXT,
        VALUE
    }

    private interface Call {
        Work on(RemoteService service, Object[] given);
    }

    private static final Map<String, StraightMethod> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(each -> each.wireName, Function.identity()));

    private final String wireName;
    private final Call call;
    private final List<Kind> kinds;

    StraightMethod(String wireName, Call call, Kind... kinds) {
        this.wireName = wireName;
        this.call = call;
        this.kinds = List.of(kinds);
    }

    /** The method of that wire name; empty where there is none, or none of this kind. */
    static Optional<StraightMethod> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    String wireName() {
        return wireName;
    }

    /** Reads an array of its parameters, at whose beginning the parser stands; null where it is none. */
    Object @Nullable [] read(JsonParser parser, Attachments attachments) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return null;
        }
        Object[] arguments = new Object[kinds.size()];
        for (int i = 0; i < arguments.length; i++) {
            parser.nextToken();
            Object argument = read(kinds.get(i), parser, attachments);
            if (argument == null) {
                return null;
            }
            arguments[i] = argument;
        }
        return parser.nextToken() == JsonToken.END_ARRAY ? arguments : null;
    }

    private static @Nullable Object read(Kind kind, JsonParser parser, Attachments attachments) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (kind) {
            case NUMBER -> isLong(parser) ? (Object) parser.getLongValue() : null;
            case TARGET -> Target.read(parser);
            case TEXT -> token == JsonToken.VALUE_STRING ? parser.getText() : null;
            case VALUE -> token == JsonToken.END_ARRAY ? null : WireReader.read(parser, attachments);
        };
    }

    static boolean isLong(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    }

    Work call(RemoteService service, Object[] given) {
        return call.on(service, given);
    }
}
