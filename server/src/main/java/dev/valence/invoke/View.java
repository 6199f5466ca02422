package dev.valence.invoke;

/** How a page sees a Java object it holds. */
public sealed interface View permits ExposedType, MapView, FunctionView, ClassView, StreamView {}
