package dev.valence.marshal;

import dev.valence.api.Limits;
import dev.valence.invoke.ExposurePolicy;
import dev.valence.invoke.TypeCatalog;
import dev.valence.invoke.Typed;
import dev.valence.invoke.View;
import dev.valence.protocol.Envelope;
import dev.valence.protocol.Json;
import dev.valence.protocol.Message;
import dev.valence.protocol.MessageCodec;
import dev.valence.protocol.RawJson;
import dev.valence.protocol.WireValue;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Values on their way between Java and the text of the wire, for one page. */
final class Crossing {
    private static final int DEPTH = 8;

    final ScriptedHoldings page = new ScriptedHoldings();
    private final MessageCodec codec = new MessageCodec(Limits.defaults());
    private final TypeCatalog catalog = new TypeCatalog(new ExposurePolicy(Set.of()));
    final Marshaller marshaller = new Marshaller(catalog, page, new ErrorValues(catalog, false), DEPTH);
    final Unmarshaller unmarshaller = new Unmarshaller(page);

    /** The wire's text for a value of which nothing was declared. */
    String toWire(Object value) {
        return text(marshaller.marshal(Typed.of(value, "Some.origin")));
    }

    /** As {@link #toWire}, for a result that is declared so. */
    String toWire(Object value, Type declared) {
        return text(marshaller.marshal(new Typed(value, declared, false, "Some.origin")));
    }

    /** As {@link #toWire}, for a result marked {@code @Copy}. */
    String copyToWire(Object value) {
        return text(marshaller.marshal(new Typed(value, Object.class, true, "Some.origin")));
    }

    /** As {@link #toWire}, for a copy that the page asks for of what it got as {@code declared}. */
    String copyForPage(Object value, Type declared, int levels) {
        View view = catalog.viewOf(value, declared, "Some.origin");
        return text(marshaller.copy(new Marshaller.Copy(value, view, levels)));
    }

    String text(WireValue value) {
        byte[] bytes = codec.encode(new Envelope(new Message.Response(RawJson.NULL, value), 0, -1));
        String prefix = "{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":";
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.substring(prefix.length(), text.length() - 1);
    }

    WireValue wire(String json) {
        String message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + json + "}";
        Message decoded = codec.decode(message.getBytes(StandardCharsets.UTF_8))
                .envelopes()
                .get(0)
                .message();
        if (decoded instanceof Message.Response response) {
            return response.result();
        }
        throw new AssertionError("no wire value: " + decoded);
    }

    /** A value that a page gave, as the only argument of a call. */
    Object toJava(String json, Type type) {
        return unmarshaller.arguments(wire("[" + json + "]")).convert(0, type);
    }

    Object toJava(String json) {
        return toJava(json, Object.class);
    }

    /** The declared type of a field of {@code owner}, for types with arguments. */
    static Type typeOf(Class<?> owner, String field) {
        try {
            return owner.getDeclaredField(field).getGenericType();
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    static com.fasterxml.jackson.databind.JsonNode json(String text) {
        return Json.of(text);
    }
}
