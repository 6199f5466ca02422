package dev.valence.marshal;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Where in a value marshalling is, such as {@code arguments[0].items[3].label}. Costs one small object a step. */
record ValuePath(@Nullable ValuePath parent, Object step) {
    static ValuePath root(String name) {
        return new ValuePath(null, name);
    }

    ValuePath member(String name) {
        return new ValuePath(this, name);
    }

    ValuePath element(int index) {
        return new ValuePath(this, index);
    }

    int depth() {
        int depth = 0;
        for (ValuePath each = parent; each != null; each = each.parent) {
            depth++;
        }
        return depth;
    }

    /** Step by step, and not each by the one before it: a path may be about as deep as the stack. */
    @Override
    public String toString() {
        Deque<ValuePath> steps = new ArrayDeque<>();
        for (ValuePath each = this; each != null; each = each.parent) {
            steps.push(each);
        }
        StringBuilder text = new StringBuilder(steps.pop().step.toString());
        for (ValuePath each : steps) {
            if (each.step instanceof Integer) {
                text.append('[').append(each.step).append(']');
            } else {
                text.append('.').append(each.step);
            }
        }
        return text.toString();
    }
}
