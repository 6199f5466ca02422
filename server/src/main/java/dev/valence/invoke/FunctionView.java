package dev.valence.invoke;

import java.lang.reflect.Type;

/** An object of a functional interface as a remote function. Two views are equal if they are of the same declared type. */
public final class FunctionView implements View {
    private final Type declared;
    private final Callee callee;

    private FunctionView(Type declared, Callee callee) {
        this.declared = declared;
        this.callee = callee;
    }

    /** @param declared a functional interface, with its type arguments where they are known */
    static FunctionView of(Type declared) {
        Class<?> raw = Generics.rawType(declared);
        return new FunctionView(
                declared, Callee.of(FunctionalInterfaces.methodOf(raw).orElseThrow(), Generics.bindings(declared)));
    }

    Callee callee() {
        return callee;
    }

    /** How many arguments the function wants: its {@code length} in the page. */
    public int length() {
        return callee.required();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FunctionView view && view.declared.equals(declared);
    }

    @Override
    public int hashCode() {
        return declared.hashCode();
    }
}
