package dev.valence.invoke;

import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;

/** Whether something may be left out: any annotation named {@code Nullable} says so, whoever's it is. */
final class Nullability {
    private Nullability() {}

    static boolean isNullable(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }
}
