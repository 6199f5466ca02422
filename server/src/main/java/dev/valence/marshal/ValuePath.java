package dev.valence.marshal;

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

    @Override
    public String toString() {
        if (parent == null) {
            return step.toString();
        }
        return parent + (step instanceof Integer ? "[" + step + "]" : "." + step);
    }
}
