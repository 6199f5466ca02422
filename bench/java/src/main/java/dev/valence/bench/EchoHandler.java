package dev.valence.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code POST}: the same answers as the sockets of those paths give, for requests that block the page. */
final class EchoHandler extends Handler.Abstract {
    private final Map<String, UnaryOperator<String>> answers;

    EchoHandler(Map<String, UnaryOperator<String>> answers) {
        this.answers = answers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        UnaryOperator<String> answer = answers.get(Request.getPathInContext(request));
        if (answer == null || !HttpMethod.POST.is(request.getMethod())) {
            return false;
        }
        String body = Content.Source.asString(request);
        response.write(true, ByteBuffer.wrap(answer.apply(body).getBytes(UTF_8)), callback);
        return true;
    }
}
