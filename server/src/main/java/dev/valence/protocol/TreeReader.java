package dev.valence.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Bytes → messages by way of a tree, which bears members in any order and can say what is wrong where. */
final class TreeReader {
    /** Bytes that a character of any encoding takes at most. */
    private static final int LONGEST_UNIT = 4;

    private final ObjectMapper mapper;
    private final int mostMessages;

    /** @param mostMessages in one batch */
    TreeReader(ObjectMapper mapper, int mostMessages) {
        this.mapper = mapper;
        this.mostMessages = mostMessages;
    }

    Frame read(byte[] utf8, Attachments attachments) {
        if (isOtherEncoding(utf8)) {
            return Frame.invalid(ErrorCode.PARSE_ERROR, "Parse error: the message is not UTF-8");
        }
        JsonNode root;
        try {
            root = mapper.readTree(utf8);
        } catch (JsonProcessingException e) {
            return Frame.invalid(ErrorCode.PARSE_ERROR, "Parse error: " + e.getOriginalMessage());
        } catch (IOException notUtf8) {
            return Frame.invalid(ErrorCode.PARSE_ERROR, "Parse error: " + notUtf8.getMessage());
        }
        if (root instanceof MissingNode) {
            return Frame.invalid(ErrorCode.PARSE_ERROR, "Parse error: the message is empty");
        }
        if (!root.isArray()) {
            return new Frame(List.of(envelope(root, attachments)), false);
        }
        if (root.isEmpty()) {
            return Frame.invalid(ErrorCode.INVALID_REQUEST, "Invalid Request: an empty batch");
        }
        if (root.size() > mostMessages) {
            return Frame.invalid(
                    ErrorCode.LIMIT,
                    "The batch has more than " + mostMessages + " messages (Limits.batch). Send it in parts");
        }
        List<Envelope> envelopes = new ArrayList<>(root.size());
        for (JsonNode element : root) {
            envelopes.add(envelope(element, attachments));
        }
        return new Frame(envelopes, true);
    }

    /** Jackson would guess UTF-16 and UTF-32 by their zeros and marks; the wire is UTF-8, whoever reads it. */
    private static boolean isOtherEncoding(byte[] text) {
        for (int i = 0; i < Math.min(text.length, LONGEST_UNIT); i++) {
            if (text[i] == 0) {
                return true;
            }
        }
        return text.length > 0 && (text[0] == (byte) 0xFE || text[0] == (byte) 0xFF);
    }

    private static Envelope envelope(JsonNode node, Attachments attachments) {
        JsonNode seq = node.path("seq");
        JsonNode ack = node.path("ack");
        if (!isCount(seq) || !isCount(ack)) {
            return new Envelope(invalid(idOf(node), "\"seq\" and \"ack\" are whole numbers from 0 on"), 0, -1);
        }
        return new Envelope(message(node, attachments), seq.asLong(0), ack.asLong(-1));
    }

    private static boolean isCount(JsonNode number) {
        return number.isMissingNode()
                || (number.isIntegralNumber() && number.canConvertToLong() && number.longValue() >= 0);
    }

    /** What an answer has to repeat. */
    private static RawJson idOf(JsonNode message) {
        JsonNode id = message.path("id");
        return id.isTextual() || id.isNumber() ? new RawJson(id) : RawJson.NULL;
    }

    private static Message message(JsonNode node, Attachments attachments) {
        if (!node.isObject()) {
            return invalid(RawJson.NULL, "a message is an object");
        }
        JsonNode id = node.path("id");
        RawJson echo = idOf(node);
        if (!(id.isMissingNode() || id.isNull() || id.isTextual() || id.isNumber())) {
            return invalid(RawJson.NULL, "\"id\" is a string, a number or null");
        }
        if (!"2.0".equals(node.path("jsonrpc").textValue())) {
            return invalid(echo, "\"jsonrpc\" is \"2.0\"");
        }
        if (node.has("method")) {
            return call(node, id, echo, attachments);
        }
        return answer(node, echo, attachments);
    }

    private static Message call(JsonNode node, JsonNode id, RawJson echo, Attachments attachments) {
        JsonNode method = node.get("method");
        JsonNode params = node.path("params");
        if (!method.isTextual()) {
            return invalid(echo, "\"method\" is a string");
        }
        if (!(params.isMissingNode() || params.isArray() || params.isObject())) {
            return invalid(echo, "\"params\" is an array or an object");
        }
        JsonNode keep = node.path("keep");
        if (!(keep.isMissingNode() || keep.isBoolean())) {
            return invalid(echo, "\"keep\" is true or false");
        }
        RawJson raw = params.isMissingNode() ? RawJson.NULL : whole(params, attachments);
        return id.isMissingNode()
                ? new Message.Notification(method.textValue(), raw)
                : new Message.Request(echo, method.textValue(), raw, keep.booleanValue());
    }

    private static RawJson whole(JsonNode params, Attachments attachments) {
        try {
            params.forEach(each -> putBack(each, attachments));
            return new RawJson(params);
        } catch (WireFormatException e) {
            return new RawJson(params, e.getMessage());
        }
    }

    /** Parameters are matched before they are read, and by then nobody knows what came with them: bytes go into the form itself. */
    private static void putBack(JsonNode value, Attachments attachments) {
        if (value instanceof ObjectNode form && isAttached(form)) {
            byte[] bytes = attachments.take(
                    form.get("at").longValue(), form.get("length").intValue());
            form.remove(List.of("at", "length"));
            form.set("data", TextNode.valueOf(Base64.getEncoder().encodeToString(bytes)));
        } else if (value.isObject()) {
            value.properties().forEach(member -> putBackMember(member.getKey(), member.getValue(), attachments));
        } else {
            value.forEach(each -> putBack(each, attachments));
        }
    }

    /**
     * The members of an object are values by names of the page's own, and may look like a form together. What no form knows is passed over
     * here as by {@link WireReader}: else it would take bytes that are another's.
     */
    private static void putBackMember(String name, JsonNode member, Attachments attachments) {
        if (name.equals("members")) {
            member.forEach(each -> putBack(each, attachments));
        } else if (name.equals("entries") || TaggedForm.KNOWN.contains(name)) {
            putBack(member, attachments);
        }
    }

    private static boolean isAttached(ObjectNode form) {
        return form.path("$").asText().equals("bytes")
                && form.path("at").isIntegralNumber()
                && form.path("at").canConvertToLong()
                && form.path("length").isIntegralNumber()
                && form.path("length").canConvertToInt();
    }

    private static Message answer(JsonNode node, RawJson id, Attachments attachments) {
        try {
            if (node.has("result")) {
                return new Message.Response(id, value(node.get("result"), attachments));
            }
            if (node.path("error").isObject()) {
                return new Message.Failure(id, error(node.get("error"), attachments));
            }
        } catch (WireFormatException e) {
            return invalid(id, String.valueOf(e.getMessage()));
        }
        return invalid(id, "a message has \"method\", \"result\" or \"error\"");
    }

    private static WireError error(JsonNode node, Attachments attachments) {
        JsonNode data = node.path("data");
        WireValue.ErrorOf error =
                data.path("$").asText().equals("error") ? (WireValue.ErrorOf) value(data, attachments) : null;
        return new WireError(node.path("code").asInt(), node.path("message").asText("unknown error"), error);
    }

    private static Message.Invalid invalid(RawJson id, String reason) {
        return new Message.Invalid(id, ErrorCode.INVALID_REQUEST, "Invalid Request: " + reason);
    }

    private static WireValue value(JsonNode node, Attachments attachments) {
        try (JsonParser parser = node.traverse()) {
            parser.nextToken();
            return WireReader.read(parser, attachments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
