package dev.valence.marshal;

/**
 * How much is copied of what would cross by reference.
 *
 * @param levels of objects within objects that are copied; 0 where nothing is
 * @param byJava whether Java asked for it, by {@code @Copy}: then all is copied, and every record may be
 */
record Copying(int levels, boolean byJava) {
    /** What crosses by reference crosses by reference. */
    static final Copying NOTHING = new Copying(0, false);

    /** A member, or a type, is marked {@code @Copy}. */
    static final Copying ALL = new Copying(Integer.MAX_VALUE, true);

    /** What holds for the members of an object that is copied. */
    Copying inside() {
        return byJava ? this : new Copying(levels - 1, false);
    }

    /** Whether a page asked for copies. */
    boolean byPage() {
        return !byJava && levels > 0;
    }
}
