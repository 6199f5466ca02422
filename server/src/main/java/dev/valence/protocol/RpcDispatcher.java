package dev.valence.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.googlecode.jsonrpc4j.ErrorResolver.JsonError;
import com.googlecode.jsonrpc4j.JsonRpcBasicServer;
import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcParam;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Matches a request to a method of {@link RemoteService} and converts its parameters, by jsonrpc4j.
 *
 * <p>jsonrpc4j sees neither the envelope, which {@link MessageCodec} has judged by then, nor names that are not in the
 * service: it would remember every unknown one for ever. The work it returns passes through it untouched. One dispatcher
 * serves one session; any thread may use it.
 */
public final class RpcDispatcher {
    /** Method name → its parameters, for messages. */
    private static final Map<String, String> SIGNATURES = Arrays.stream(RemoteService.class.getMethods())
            .collect(Collectors.toMap(
                    RpcDispatcher::wireName, RpcDispatcher::signature, RpcDispatcher::longer, TreeMap::new));

    private static final String UNFIT = "wrong number, names or types of parameters";

    private final ObjectMapper mapper;
    private final RemoteService service;
    private final Server server;

    public RpcDispatcher(MessageCodec codec, RemoteService service) {
        this.mapper = codec.mapper();
        this.service = service;
        this.server = new Server(mapper, service);
    }

    /** What came of matching. */
    public sealed interface Match {}

    /** The request is in order. */
    public record Found(Work work) implements Match {}

    /** It is not; the page is told. */
    public record Refused(WireError error) implements Match {}

    /** What matching threw, on its way through Jackson's tree. */
    record Embedded(Throwable thrown) {}

    /** Finds the method and its parameters. Runs nothing of the application. */
    public Match match(String method, Params params) {
        if (params instanceof StraightCall call) {
            return new Found(call.on(service));
        }
        return match(method, (RawJson) params);
    }

    private Match match(String method, RawJson params) {
        if (!SIGNATURES.containsKey(method)) {
            return refused(
                    ErrorCode.METHOD_NOT_FOUND,
                    "Method not found: " + method + ". There are " + String.join(", ", SIGNATURES.keySet()));
        }
        String trouble = params.trouble();
        if (trouble != null) {
            return invalidParams(method, trouble);
        }
        ObjectNode request =
                mapper.createObjectNode().put("jsonrpc", "2.0").put("id", 0).put("method", method);
        if (!params.node().isNull()) {
            request.set("params", params.node());
        }
        try {
            JsonNode response = server.handle(request);
            if (response.get("result") instanceof POJONode result && result.getPojo() instanceof Work work) {
                return new Found(work);
            }
            return refusal(method, response.path("error"));
        } catch (IOException | IllegalArgumentException e) {
            return invalidParams(method, String.valueOf(e.getMessage()));
        }
    }

    private Match refusal(String method, JsonNode error) {
        if (error.path("data") instanceof POJONode data && data.getPojo() instanceof Embedded embedded) {
            if (embedded.thrown() instanceof IllegalArgumentException wrong) {
                return invalidParams(method, String.valueOf(wrong.getMessage()));
            }
            if (embedded.thrown() instanceof JsonProcessingException) {
                return invalidParams(method, UNFIT);
            }
            throw new IllegalStateException("Matching " + method + " failed", embedded.thrown());
        }
        return invalidParams(method, UNFIT);
    }

    private static Match invalidParams(String method, String reason) {
        return refused(
                ErrorCode.INVALID_PARAMS,
                "Invalid params: " + method + " takes " + SIGNATURES.get(method) + ": " + reason);
    }

    private static Match refused(ErrorCode code, String message) {
        return new Refused(WireError.of(code, message));
    }

    private static String wireName(Method method) {
        return method.getAnnotation(JsonRpcMethod.class).value();
    }

    private static String signature(Method method) {
        return Arrays.stream(method.getParameterAnnotations())
                .map(annotations -> ((JsonRpcParam) annotations[0]).value())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String longer(String one, String other) {
        return one.length() > other.length() ? one : other;
    }

    /** Opens the one entrance of jsonrpc4j that takes parsed JSON. */
    private static final class Server extends JsonRpcBasicServer {
        Server(ObjectMapper mapper, RemoteService service) {
            super(mapper, service, RemoteService.class);
            setShouldLogInvocationErrors(false);
            setErrorResolver((thrown, method, arguments) ->
                    new JsonError(ErrorCode.INTERNAL_ERROR.code(), "matching failed", new Embedded(thrown)));
        }

        JsonNode handle(ObjectNode request) throws IOException {
            return handleJsonNodeRequest(request).getResponse();
        }
    }
}
