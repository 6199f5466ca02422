package dev.valence.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for a deep plain copy instead of a reference: records, maps and exposed objects cross as plain JavaScript objects with
 * their readable members.
 *
 * <p>On a type: wherever an object of it crosses. On a method: for its result. A copy has no methods and no link to the
 * Java object.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Copy {}
