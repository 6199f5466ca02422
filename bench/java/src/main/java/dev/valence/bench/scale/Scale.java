package dev.valence.bench.scale;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures both servers, in turns, and says on standard output what it has measured: one line of JSON. Heap is what is in use after a
 * collection, of a renderer that has opened its session and holds one object.
 */
public final class Scale {
    private static final int WARM = 10;
    private static final int SOME = 1_000;
    private static final int MANY = 10_000;
    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = 7;
    private static final long ROUND_MILLIS = 2_000;

    private Scale() {}

    public static void main(String... arguments) throws IOException {
        try (Crowd valence = new Crowd("valence");
                Crowd echo = new Crowd("echo")) {
            // What there is once, classes above all, is there before the count begins.
            valence.growTo(WARM);
            echo.growTo(WARM);
            valence.callFor(WARM, ROUND_MILLIS);
            echo.callFor(WARM, ROUND_MILLIS);
            long before = valence.heap();
            int rows = valence.holdRows();
            double perObject = (double) (valence.heap() - before) / rows;

            double[] some = {growth(valence, WARM, SOME), growth(echo, WARM, SOME)};
            String calls = active(valence, echo);
            double[] many = {growth(valence, SOME, MANY), 0};
            // A process may have so many connections, but not twice as many.
            valence.leave();
            many[1] = growth(echo, SOME, MANY);

            System.out.printf(
                    Locale.ROOT,
                    "{\"objectBytes\":%.0f,\"idle\":[{\"renderers\":%d,\"valenceBytes\":%.0f,\"jettyBytes\":%.0f},"
                            + "{\"renderers\":%d,\"valenceBytes\":%.0f,\"jettyBytes\":%.0f}],\"active\":%s}%n",
                    perObject,
                    SOME,
                    some[0],
                    some[1],
                    MANY,
                    many[0],
                    many[1],
                    calls);
        }
    }

    /** Bytes for each renderer that comes. */
    private static double growth(Crowd crowd, int from, int to) throws IOException {
        long before = crowd.heap();
        crowd.growTo(to);
        return (double) (crowd.heap() - before) / (to - from);
    }

    /** Medians of the rounds: what else the machine does hits both alike. */
    private static String active(Crowd valence, Crowd echo) throws IOException {
        double[][] figures = new double[4][ROUNDS];
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            Crowd.Figures ours = valence.callFor(SOME, ROUND_MILLIS);
            Crowd.Figures theirs = echo.callFor(SOME, ROUND_MILLIS);
            if (round >= 0) {
                figures[0][round] = ours.perSecond();
                figures[1][round] = ours.p99();
                figures[2][round] = theirs.perSecond();
                figures[3][round] = theirs.p99();
            }
        }
        return String.format(
                Locale.ROOT,
                "{\"renderers\":%d,\"valence\":{\"perSecond\":%.0f,\"p99\":%.0f},\"jetty\":{\"perSecond\":%.0f,\"p99\":%.0f}}",
                SOME,
                median(figures[0]),
                median(figures[1]),
                median(figures[2]),
                median(figures[3]));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
