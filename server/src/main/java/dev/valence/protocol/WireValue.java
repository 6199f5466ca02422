package dev.valence.protocol;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value on the wire: one record for each form that {@code docs/protocol.md} lists under <i>Wire values</i>. */
public sealed interface WireValue {
    /** {@code null}, a Boolean, a String, or a finite or other number; a number is a Double, an Integer or a Long. */
    record Plain(@Nullable Object value) implements WireValue {}

    /** JavaScript's {@code undefined}. */
    record Nothing() implements WireValue {}

    record BigInt(BigInteger value) implements WireValue {}

    /** @param epochMillis null for JavaScript's invalid date */
    record Moment(@Nullable Long epochMillis) implements WireValue {}

    record Pattern(String source, String flags) implements WireValue {}

    /**
     * @param type name of the JavaScript constructor
     * @param data little-endian elements
     */
    @SuppressWarnings(
            "ArrayRecordComponent") // bytes travel uncopied from codec to marshalling and are compared nowhere
    record Bytes(String type, byte[] data) implements WireValue {}

    /** @param holes positions of {@code values} that the sparse array has no element at; null where it has none */
    record ListOf(List<WireValue> values, @Nullable BitSet holes) implements WireValue {
        public ListOf(List<WireValue> values) {
            this(values, null);
        }
    }

    /** @param name name of the constructor; {@code Object} where it says nothing */
    record ObjectOf(String name, Map<String, WireValue> members) implements WireValue {}

    /**
     * A list of plain objects with the same members.
     *
     * @param rows an element is a {@link Row} of members in the order of {@code names}, or any value but a list
     */
    record Rows(List<String> names, List<WireValue> rows) implements WireValue {}

    /**
     * An element of {@link Rows} or {@link References}.
     *
     * @param cells each what {@link Plain} has as its value, without the {@code Plain} around it; or another wire value
     */
    @SuppressWarnings(
            "ArrayRecordComponent") // there are many of them, they go from marshalling to codec and are compared
    // nowhere
    record Row(@Nullable Object[] cells) implements WireValue {}

    record MapOf(List<Entry> entries) implements WireValue {
        public record Entry(WireValue key, WireValue value) {}
    }

    record SetOf(List<WireValue> values) implements WireValue {}

    record ErrorOf(
            String name,
            String message,
            @Nullable String stack,
            @Nullable WireValue code,
            @Nullable WireValue cause,
            Map<String, WireValue> members)
            implements WireValue {}

    /** The container that was begun as number {@code index} of the same value, again. */
    record Same(int index) implements WireValue {}

    /** A promise of the sender. */
    record Promise(long id) implements WireValue {}

    /**
     * A function of the page.
     *
     * @param count how often the page has handed it over; 0 on its way home
     * @param length parameters that it declares
     * @param at where it was first handed over; cut where that is long
     * @param isCallable whether Java may wait for it
     */
    record Callback(long id, int count, int length, String at, boolean isCallable) implements WireValue {}

    /**
     * A stream of bytes of the sender. On its way home it is the page's own.
     *
     * @param count how often it was handed over; 0 on its way home
     */
    record Stream(long id, int count) implements WireValue {}

    /** A page function that only ever gives {@code value}. */
    record Constant(WireValue value) implements WireValue {}

    /** A remote object, function or class coming home. */
    record Remote(long id) implements WireValue {}

    /** The answer to an earlier request of the page, which the page did not have yet. */
    record Answer(long requestId) implements WireValue {}

    /** What a page gave by {@link Answer}: a value of its own inside of another, whose containers are numbered by themselves. */
    record Kept(WireValue value) implements WireValue {}

    /** The Java object itself that the page knows by a reference. Never on the wire. */
    record Original(Object object) implements WireValue {}

    /**
     * A remote object.
     *
     * @param count how often it was handed to this renderer
     * @param values immutable members by name
     * @param own members of this one object
     */
    record Reference(long id, int count, ClassShape shape, Map<String, WireValue> values, List<MemberShape> own)
            implements WireValue {}

    /**
     * A list of remote objects of one class.
     *
     * @param names of the immutable members that travel along
     * @param rows an element is a {@link Row} of id, count and those members, or any value but a list
     */
    record References(ClassShape shape, List<String> names, List<WireValue> rows) implements WireValue {}

    record Function(long id, int count, String name, int length) implements WireValue {}

    record RemoteClass(ClassShape shape) implements WireValue {}

    /**
     * A value of which ids, counts and class descriptions are settled when its message is written, under the lock that keeps the
     * order of messages; all that asks the application has been asked before.
     *
     * @param of what it stands for in Java
     * @param as how the page sees that; null where it is no remote object, but a promise or a list
     */
    record Later(Object of, @Nullable Object as, Supplier<WireValue> value) implements WireValue {}

    /** JSON of the protocol's own making, such as the result of {@code session.open}; never an application's value. */
    record Bare(Map<String, Object> json) implements WireValue {}

    /** What the page has to know of a class: its id if the class has crossed before, else its description. */
    sealed interface ClassShape {
        long id();
    }

    record KnownClass(long id) implements ClassShape {}

    /**
     * @param parent null where there is no exposed superclass
     * @param members on the prototype
     * @param own on each object
     * @param statics on the constructor
     */
    record ClassDescriptor(
            long id,
            String name,
            @Nullable ClassShape parent,
            List<MemberShape> members,
            List<MemberShape> own,
            List<MemberShape> statics,
            boolean constructible)
            implements ClassShape {}

    /** @param constant the value of a constant static; null for every other member */
    record MemberShape(
            String name, MemberKind kind, @Nullable WireValue constant) {
        public MemberShape(String name, MemberKind kind) {
            this(name, kind, null);
        }
    }

    /** What a page can do with a member. */
    enum MemberKind {
        METHOD("m"),
        WRITABLE("p"),
        READ_ONLY("r"),
        CONSTANT("c"),
        HIDDEN_WRITABLE("ph"),
        HIDDEN_READ_ONLY("rh");

        private final String code;

        MemberKind(String code) {
            this.code = code;
        }

        /** Its spelling on the wire; {@code h} says that the page does not enumerate it. */
        public String code() {
            return code;
        }
    }

    Nothing UNDEFINED = new Nothing();
    Plain NULL = new Plain(null);
    Plain TRUE = new Plain(true);
    Plain FALSE = new Plain(false);
}
