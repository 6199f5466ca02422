package dev.valence.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes → messages in one pass, for what pages send all day: requests and notifications of {@link StraightMethod}s, each member
 * once, the method before its parameters. Whatever else comes, and all that is wrong, is left to {@link TreeReader}, which judges it.
 */
final class StraightReader {
    /** Messages that one parser reads before it is replaced: it remembers the names of members that it has met. */
    private static final int MESSAGES = 1000;

    /** A parser holds what it read last: one that read more is replaced. */
    private static final int KEPT_BYTES = 64 * 1024;

    private final JsonFactory factory;
    private final int limitBytes;
    private final int mostMessages;

    @SuppressWarnings("ThreadLocalUsage") // what it holds belongs to this factory
    private final ThreadLocal<@Nullable Fed> reused = new ThreadLocal<>();

    /**
     * @param limitBytes longest text that is read here
     * @param mostMessages in one batch
     */
    StraightReader(JsonFactory factory, int limitBytes, int mostMessages) {
        this.factory = factory;
        this.limitBytes = limitBytes;
        this.mostMessages = mostMessages;
    }

    /** A parser that is fed text after text: to make one for each costs more than to read a short one. */
    private static final class Fed {
        final JsonParser parser;
        final ByteArrayFeeder feeder;
        int messages;

        Fed(JsonParser parser) {
            this.parser = parser;
            this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
        }
    }

    /** Null where {@code utf8} is not all of that kind. */
    @Nullable
    Frame read(byte[] utf8, Attachments attachments) {
        if (utf8.length > limitBytes) {
            return null;
        }
        Fed fed = reused.get();
        if (fed == null || fed.messages++ >= MESSAGES) {
            fed = renew(fed);
        }
        Frame frame = read(fed, utf8, attachments);
        if (frame == null || utf8.length > KEPT_BYTES) {
            // It met an error, or the end of the text too early, and cannot begin anew; or it would keep all that it
            // read.
            renew(fed);
        }
        return frame;
    }

    private Fed renew(@Nullable Fed old) {
        try {
            if (old != null) {
                old.parser.close();
            }
            Fed fed = new Fed(factory.createNonBlockingByteArrayParser());
            reused.set(fed);
            return fed;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private @Nullable Frame read(Fed fed, byte[] utf8, Attachments attachments) {
        try {
            fed.feeder.feedInput(utf8, 0, utf8.length);
            return frame(fed.parser, utf8, attachments);
        } catch (IOException | WireFormatException unfit) {
            return null;
        }
    }

    private @Nullable Frame frame(JsonParser parser, byte[] utf8, Attachments attachments) throws IOException {
        List<Envelope> envelopes;
        JsonToken first = parser.nextToken();
        boolean isBatch = first == JsonToken.START_ARRAY;
        if (isBatch) {
            envelopes = batch(parser, attachments);
        } else {
            Envelope only = first == JsonToken.START_OBJECT ? new Reading(parser, attachments).envelope() : null;
            envelopes = only == null ? List.of() : List.of(only);
        }
        boolean isAll = !envelopes.isEmpty()
                && isBlank(utf8, utf8.length - parser.releaseBuffered(OutputStream.nullOutputStream()))
                && parser.nextToken() == JsonToken.NOT_AVAILABLE;
        return isAll ? new Frame(envelopes, isBatch) : null;
    }

    /** A token of which only a part has come is none to the parser, and would begin the next message. */
    private static boolean isBlank(byte[] utf8, int from) {
        for (int i = from; i < utf8.length; i++) {
            if (utf8[i] != ' ' && utf8[i] != '\n' && utf8[i] != '\r' && utf8[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Empty where one of them is not of the kind, or there are too many. */
    private List<Envelope> batch(JsonParser parser, Attachments attachments) throws IOException {
        List<Envelope> envelopes = new ArrayList<>();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            Envelope envelope = new Reading(parser, attachments).envelope();
            if (envelope == null || envelopes.size() == mostMessages) {
                return List.of();
            }
            envelopes.add(envelope);
        }
        return parser.currentToken() == JsonToken.END_ARRAY ? envelopes : List.of();
    }

    /** One message on its way in. */
    private static final class Reading {
        private final JsonParser parser;
        private final Attachments attachments;
        private boolean isJsonRpc;
        private @Nullable String method;
        private @Nullable StraightMethod found;
        private @Nullable StraightCall call;
        private @Nullable RawJson id;
        private boolean keep;
        private long seq;
        private long ack = -1;

        Reading(JsonParser parser, Attachments attachments) {
            this.parser = parser;
            this.attachments = attachments;
        }

        @Nullable
        Envelope envelope() throws IOException {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                boolean isUsual = switch (name) {
                    case "jsonrpc" -> isFirstVersion(token);
                    case "method" -> isMethod(token);
                    case "params" -> isParams();
                    case "id" -> isId(token);
                    case "seq" -> seq == 0 && (seq = count(token)) > 0;
                    case "keep" -> !keep && (keep = token == JsonToken.VALUE_TRUE);
                    case "ack" -> ack < 0 && (ack = count(token)) >= 0;
                    default -> false;
                };
                if (!isUsual) {
                    return null;
                }
            }
            boolean isWhole = parser.currentToken() == JsonToken.END_OBJECT;
            if (!isWhole || !isJsonRpc || method == null || call == null) {
                return null;
            }
            Message message =
                    id == null ? new Message.Notification(method, call) : new Message.Request(id, method, call, keep);
            return new Envelope(message, seq, ack);
        }

        private boolean isFirstVersion(JsonToken token) throws IOException {
            boolean isFirst = !isJsonRpc;
            isJsonRpc = token == JsonToken.VALUE_STRING && parser.getText().equals("2.0");
            return isFirst && isJsonRpc;
        }

        private boolean isMethod(JsonToken token) throws IOException {
            if (method != null || token != JsonToken.VALUE_STRING) {
                return false;
            }
            method = parser.getText();
            found = StraightMethod.named(method).orElse(null);
            return found != null;
        }

        private boolean isParams() throws IOException {
            Object[] arguments = found == null || call != null ? null : found.read(parser, attachments);
            if (found == null || arguments == null) {
                return false;
            }
            call = new StraightCall(found, arguments);
            return true;
        }

        private boolean isId(JsonToken token) throws IOException {
            boolean isUsual = id == null && token == JsonToken.VALUE_NUMBER_INT;
            if (isUsual && parser.getNumberType() == JsonParser.NumberType.INT) {
                id = new RawJson(IntNode.valueOf(parser.getIntValue()));
            } else if (isUsual && parser.getNumberType() == JsonParser.NumberType.LONG) {
                id = new RawJson(LongNode.valueOf(parser.getLongValue()));
            } else {
                return false;
            }
            return true;
        }

        /** A whole number from 0 on; -1 for anything else. */
        private long count(JsonToken token) throws IOException {
            boolean isWhole =
                    token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            return isWhole ? parser.getLongValue() : -1;
        }
    }
}
