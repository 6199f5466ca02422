package dev.valence.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The object behind a remote class: pages see it as the constructor of {@link #value()}.
 *
 * <p>Its public methods are the static members of that class; the one method marked {@link Constructor} (or its overloads)
 * is what {@code new} calls. So a class whose instances need surroundings, such as the windows of one main process, gets
 * them by ordinary construction instead of from static state.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Companion {
    /** The exposed class whose constructor this is. */
    Class<?> value();

    /** Marks the method of a companion that {@code new} calls. It returns the new object. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Constructor {}
}
