package dev.valence.protocol;

/** A call of a method of {@link RemoteService} with the parameters that it takes, read straight from the bytes. */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record StraightCall(StraightMethod method, Object[] arguments) implements Params {
    Work on(RemoteService service) {
        return method.call(service, arguments);
    }
}
