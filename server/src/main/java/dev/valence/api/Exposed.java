package dev.valence.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Pages may see the public members that this type declares.
 *
 * <p>Nothing is visible without it. It is not inherited: a subclass without the annotation shows what its exposed
 * supertypes declare and nothing of its own. A method whose declared result is an exposed interface shows the returned
 * object through that interface only, however much more its class exposes.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Exposed {
    /** The name that pages see; the simple name of the type where empty. */
    String value() default "";
}
