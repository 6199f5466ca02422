package dev.valence.marshal;

import dev.valence.invoke.ExposedType;
import dev.valence.invoke.Member.PropertyMember;
import dev.valence.marshal.ValueMarshaller.Shown;
import dev.valence.protocol.WireValue;
import dev.valence.registry.ObjectRegistry.HandedOut;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lists of many objects of one class: what they have in common is found out once, and crosses once. Copies and references have a form
 * each; see {@link WireValue.Rows} and {@link WireValue.References}.
 */
final class Tables {
    /** A list shorter than this is not worth a form of its own: there are few names to save, and the plain form is read by people too. */
    static final int FEWEST_ROWS = 8;

    /** A row of references begins with id and count. */
    private static final int BEFORE_MEMBERS = 2;

    private final ValueMarshaller values;
    private final Marshaller.Pass pass;
    private final Marshaller marshaller;

    Tables(ValueMarshaller values, Marshaller.Pass pass, Marshaller marshaller) {
        this.values = values;
        this.pass = pass;
        this.marshaller = marshaller;
    }

    /**
     * The elements of a list that has begun, as a table; null where they are none.
     *
     * @param declared type of the elements
     * @param path of the list
     */
    @Nullable
    WireValue tableOf(List<@Nullable Object> elements, Type declared, Copying copying, ValuePath path) {
        Object sample = elements.size() < FEWEST_ROWS || path.depth() + 1 >= marshaller.depthLimit()
                ? null
                : sampleOf(elements);
        if (sample == null || !hasMembers(sample)) {
            return null;
        }
        Shown shown = values.shown(sample, declared, copying, path.element(0));
        if (!(shown.view() instanceof ExposedType type)
                || (!shown.isCopied() && !values.withheld(sample, type).isEmpty())) {
            return null;
        }
        return shown.isCopied()
                ? copies(elements, type, sample, shown.copying(), path)
                : references(elements, type, sample);
    }

    /** One of the elements, where all of them are of its class or null; else null. */
    private static @Nullable Object sampleOf(List<@Nullable Object> elements) {
        Object sample = null;
        for (Object each : elements) {
            if (sample == null) {
                sample = each;
            } else if (each != null && each.getClass() != sample.getClass()) {
                return null;
            }
        }
        return sample;
    }

    /** What else may be shown as something with members, but crosses in a way of its own. */
    private static boolean hasMembers(Object sample) {
        return !(sample instanceof Collection<?>)
                && !(sample instanceof Optional<?>)
                && !(sample instanceof Throwable)
                && !(sample instanceof CompletionStage<?>)
                && !sample.getClass().isArray()
                && Scalars.marshal(sample) == null
                && Scalars.refusal(sample) == null;
    }

    private WireValue copies(
            List<@Nullable Object> elements, ExposedType type, Object sample, Copying copying, ValuePath path) {
        List<PropertyMember> columns = columnsOf(type, sample, column -> values.isCopied(type, column, copying));
        Copying inside = copying.inside();
        pass.expect(elements.size());
        List<WireValue> rows = rowsOf(elements, pass::begin, (element, index) -> {
            @Nullable Object[] cells = new Object[columns.size()];
            for (int i = 0; i < cells.length; i++) {
                PropertyMember column = columns.get(i);
                Object value = column.read(element);
                cells[i] = Scalars.isPlain(value)
                        ? value
                        : values.marshal(
                                value,
                                column.type(),
                                column.copy() ? Copying.ALL : inside,
                                path.element(index).member(column.name()));
            }
            return cells;
        });
        return new WireValue.Rows(namesOf(columns), rows);
    }

    private WireValue references(List<@Nullable Object> elements, ExposedType type, Object sample) {
        List<PropertyMember> columns = columnsOf(
                type, sample, column -> column.isConstant() && marshaller.page().mayRead(type, column.name()));
        List<Referred> referred = new ArrayList<>(elements.size());
        List<WireValue> rows = rowsOf(elements, pass::begun, (element, index) -> {
            @Nullable Object[] cells = new Object[BEFORE_MEMBERS + columns.size()];
            for (int i = BEFORE_MEMBERS; i < cells.length; i++) {
                PropertyMember column = columns.get(i - BEFORE_MEMBERS);
                Object value = column.read(element);
                cells[i] = Scalars.isPlain(value) ? value : values.constant(column, type, value);
            }
            referred.add(new Referred(element, cells));
            return cells;
        });
        return new WireValue.Later(elements, null, () -> {
            WireValue.ClassShape shape = values.shapeOf(type);
            for (Referred each : referred) {
                HandedOut reference = marshaller.handover().object(each.object(), type);
                each.cells()[0] = reference.id();
                each.cells()[1] = reference.count();
            }
            return new WireValue.References(shape, namesOf(columns), rows);
        });
    }

    /** An object whose row gets id and count when the message is written. */
    @SuppressWarnings("ArrayRecordComponent") // the row's own cells, which it fills
    private record Referred(Object object, @Nullable Object[] cells) {}

    /** Makes the cells of one element. */
    private interface RowReader {
        @Nullable
        Object[] cellsOf(Object element, int index);
    }

    /** @param met the number of an element that is among the containers already */
    private List<WireValue> rowsOf(
            List<@Nullable Object> elements, Function<Object, @Nullable Integer> met, RowReader reader) {
        List<WireValue> rows = new ArrayList<>(elements.size());
        for (Object each : elements) {
            Long callback = each == null ? null : marshaller.page().callbackId(each);
            Integer begun = each == null || callback != null ? null : met.apply(each);
            if (each == null) {
                rows.add(WireValue.NULL);
            } else if (callback != null) {
                rows.add(new WireValue.Callback(callback, 0, 0, "", false));
            } else if (begun != null) {
                rows.add(new WireValue.Same(begun));
            } else {
                rows.add(new WireValue.Row(reader.cellsOf(each, rows.size())));
            }
        }
        return rows;
    }

    private static List<PropertyMember> columnsOf(ExposedType type, Object sample, Predicate<PropertyMember> isColumn) {
        return type.membersOf(sample).values().stream()
                .filter(PropertyMember.class::isInstance)
                .map(PropertyMember.class::cast)
                .filter(isColumn)
                .toList();
    }

    private static List<String> namesOf(List<PropertyMember> columns) {
        return columns.stream().map(PropertyMember::name).toList();
    }
}
