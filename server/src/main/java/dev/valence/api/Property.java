package dev.valence.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a getter an accessor of the page instead of a method.
 *
 * <p>The name is that of the method less {@code get} or {@code is}. A public method {@code setX} with one parameter and no
 * annotation of its own is its setter and is no method of the page any more; without one the property cannot be written.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Property {
    /** The property's name; derived from the method's where empty. */
    String value() default "";
}
