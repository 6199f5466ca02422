package dev.valence.protocol;

import dev.valence.api.LimitException;
import dev.valence.api.Limits;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Any bytes as what comes by a socket: cut into pieces, put together, read. The first byte says how it is cut. {@code FuzzingTest} runs it.
 *
 * <p>What must hold: nothing is thrown but what {@link PacketReader} documents; both readers of messages see the same in the same bytes; a
 * value that was read is the same when it has been written and read again.
 */
public final class FrameFuzz {
    private static final int LIMIT_BYTES = 64 * 1024;
    private static final int LONGEST_PIECE = 0x7f;

    private static final MessageCodec CODEC = new MessageCodec(Limits.defaults());
    private static final TreeReader TREE =
            new TreeReader(CODEC.mapper(), Limits.defaults().batch());
    private static final List<String> CALLED = new ArrayList<>();
    private static final RpcDispatcher DISPATCHER = new RpcDispatcher(CODEC, (RemoteService) Proxy.newProxyInstance(
            RemoteService.class.getClassLoader(), new Class<?>[] {RemoteService.class}, (self, method, given) -> {
                CALLED.add(method.getName() + text(given));
                return Work.at(Work.Place.HERE, () -> WireValue.UNDEFINED);
            }));

    private FrameFuzz() {}

    /** The fuzzer's way in. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int most = (input[0] & LONGEST_PIECE) + 1;
        boolean isEachAMessage = input[0] < 0;
        PacketReader reader = new PacketReader(LIMIT_BYTES, new Budget(Long.MAX_VALUE));
        try {
            for (int from = 1; from < input.length; from += most) {
                int length = Math.min(most, input.length - from);
                boolean isLast = isEachAMessage || from + length == input.length;
                Packet packet = reader.add(ByteBuffer.wrap(input, from, length), isLast);
                if (packet != null) {
                    read(packet);
                }
            }
        } catch (LimitException | WireFormatException documented) {
            // The socket is closed, and nothing more is read.
        }
    }

    private static void read(Packet packet) {
        Frame frame = CODEC.decode(packet);
        Frame judged = TREE.read(packet.json(), new Attachments(packet.attachments()));
        if (frame.envelopes().stream().noneMatch(FrameFuzz::isStraight)) {
            frame.envelopes().forEach(envelope -> again(envelope.message()));
            called(frame);
        } else if (!isDuplicate(judged)) {
            same(summary(frame), summary(judged));
            same(called(frame), called(judged));
        }
    }

    private static boolean isStraight(Envelope envelope) {
        return envelope.message() instanceof Message.Request request && request.params() instanceof StraightCall
                || envelope.message() instanceof Message.Notification notice && notice.params() instanceof StraightCall;
    }

    /** What no form knows is passed over by the short road, and with it that it is there twice; decision 15. */
    private static boolean isDuplicate(Frame judged) {
        return judged.envelopes().get(0).message() instanceof Message.Invalid invalid
                && invalid.reason().contains("Duplicate field");
    }

    private static String summary(Frame frame) {
        StringBuilder text = new StringBuilder(frame.isBatch() + ":");
        for (Envelope each : frame.envelopes()) {
            text.append(each.seq()).append(' ').append(each.ack()).append(' ').append(kind(each.message()));
        }
        return text.toString();
    }

    private static String kind(Message message) {
        if (message instanceof Message.Request request) {
            return request.id() + " " + request.method() + " " + request.keep();
        }
        return message instanceof Message.Notification notice ? notice.method() : String.valueOf(message);
    }

    /** What the service is asked for, message by message. */
    private static List<String> called(Frame frame) {
        CALLED.clear();
        for (Envelope each : frame.envelopes()) {
            if (each.message() instanceof Message.Request request) {
                note(DISPATCHER.match(request.method(), request.params()));
            } else if (each.message() instanceof Message.Notification notice) {
                note(DISPATCHER.match(notice.method(), notice.params()));
            }
        }
        return List.copyOf(CALLED);
    }

    private static void note(RpcDispatcher.Match match) {
        if (match instanceof RpcDispatcher.Refused refused) {
            CALLED.add("refused " + refused.error().code());
        }
    }

    /** Answers of a page hold values that were read already. */
    private static void again(Message message) {
        if (message instanceof Message.Response response) {
            WireValue value = writable(response.result());
            String first = text(value);
            if (!first.contains("Constant[")) {
                byte[] written = CODEC.encode(new Envelope(new Message.Response(RawJson.NULL, value), 0, -1));
                Message read = CODEC.decode(written).envelopes().get(0).message();
                same(first, text(((Message.Response) read).result()));
            }
        }
    }

    /** What only a page sends has no form that Java writes: its text stands for it. */
    private static WireValue writable(WireValue value) {
        return WireTree.map(
                value,
                leaf -> leaf instanceof WireValue.Callback
                                || leaf instanceof WireValue.Remote
                                || leaf instanceof WireValue.Answer
                        ? new WireValue.Plain(leaf.toString())
                        : leaf);
    }

    private static String text(Object[] given) {
        return given == null ? "[]" : Arrays.stream(given).map(FrameFuzz::text).toList() + "";
    }

    /** Bytes compare by content only as text. */
    private static String text(Object given) {
        return given instanceof WireValue value
                ? WireTree.map(
                                value,
                                leaf -> leaf instanceof WireValue.Bytes bytes
                                        ? new WireValue.Plain(
                                                bytes.type() + HexFormat.of().formatHex(bytes.data()))
                                        : leaf)
                        .toString()
                : String.valueOf(given);
    }

    private static void same(Object one, Object other) {
        if (!one.equals(other)) {
            throw new AssertionError(one + "\nis not\n" + other);
        }
    }
}
