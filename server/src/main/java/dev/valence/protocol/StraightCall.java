package dev.valence.protocol;

import java.util.Arrays;
import java.util.Optional;

/** A call of a method of {@link RemoteService} with the parameters that it takes, read straight from the bytes. */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record StraightCall(StraightMethod method, Object[] arguments) implements Params {
    @Override
    public Optional<String> name() {
        // Those of a join are a secret.
        return method == StraightMethod.JOIN
                ? Optional.empty()
                : Arrays.stream(arguments)
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .findFirst();
    }

    Work on(RemoteService service) {
        return method.call(service, arguments);
    }
}
