package dev.valence.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One call each: from the bytes of the page's frame to the bytes of Java's answer, the method of the application included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Calls {
    private final Conversation page = new Conversation();
    private Request nothing;
    private Request add;
    private Request read;
    private Request write;
    private Request describe;

    /** Gets the object that is called. */
    @Setup(Level.Trial)
    public void open() {
        long target = page.open();
        nothing = new Request("member.call", target + ",\"nothing\",[]");
        add = new Request("member.call", target + ",\"add\",[1,2,3]");
        read = new Request("member.get", target + ",\"number\"");
        write = new Request("member.set", target + ",\"number\",7");
        describe = new Request(
                "member.call",
                target
                        + ",\"describe\",[{\"$\":\"object\",\"members\":{\"name\":\"a\",\"size\":5,\"parts\":[1,2,3]}}]");
    }

    @TearDown(Level.Trial)
    public void close() {
        page.close();
    }

    @Benchmark
    public int nullCall() {
        return page.ask(nothing);
    }

    @Benchmark
    public int threeArguments() {
        return page.ask(add);
    }

    @Benchmark
    public int propertyRead() {
        return page.ask(read);
    }

    @Benchmark
    public int propertyWrite() {
        return page.ask(write);
    }

    @Benchmark
    public int plainObject() {
        return page.ask(describe);
    }
}
