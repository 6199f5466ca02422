package dev.valence.bench.jmh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A request as the client writes it, but for its numbers: to write them costs next to nothing of what is measured. */
final class Request {
    private static final byte[] SEQ = ascii(",\"seq\":");
    private static final byte[] ACK = ascii(",\"ack\":");

    private final byte[] beginning;

    Request(String method, String params) {
        beginning = ascii("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":[" + params + "],\"id\":");
    }

    /** Its bytes as number {@code seq}; all that Java sent before has been taken in. */
    byte[] numbered(long seq) {
        int digits = digits(seq);
        int ackDigits = digits(seq - 1);
        byte[] frame = new byte[beginning.length + 2 * digits + ackDigits + SEQ.length + ACK.length + 1];
        ByteBuffer bytes = ByteBuffer.wrap(frame).put(beginning);
        write(bytes, seq, digits);
        write(bytes.put(SEQ), seq, digits);
        write(bytes.put(ACK), seq - 1, ackDigits);
        bytes.put((byte) '}');
        return frame;
    }

    private static void write(ByteBuffer bytes, long number, int digits) {
        int end = bytes.position() + digits;
        long rest = number;
        for (int at = end - 1; at >= bytes.position(); at--) {
            bytes.put(at, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        bytes.position(end);
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
