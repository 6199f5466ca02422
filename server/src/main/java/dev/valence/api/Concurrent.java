package dev.valence.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Members of this type may run beside those of other pages, on a thread of a pool instead of the main thread.
 *
 * <p>The type guards its own state. The calls of one page still run one after another, in its order; while one of them waits for a
 * callable function, the next may run inside of it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Concurrent {}
