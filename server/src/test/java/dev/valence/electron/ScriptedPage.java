package dev.valence.electron;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A page of a browser that nobody launched: writes down what it is asked, and a test says what it reports. */
final class ScriptedPage implements PagePort {
    final List<String> asked = new ArrayList<>();
    private PageState state =
            new PageState("http://localhost/", "Page", new Rectangle(1, 2, 300, 200), false, "loading");
    private Listener listener;
    private CompletableFuture<Object> answer = CompletableFuture.completedFuture(null);

    /** What the page answers from now on. */
    void answers(CompletableFuture<Object> newAnswer) {
        answer = newAnswer;
    }

    /** The page reports another state. */
    void reports(PageState newState) {
        state = newState;
        listener.changed();
    }

    /** The document ends. */
    void end() {
        listener.gone();
    }

    @Override
    public PageState state() {
        return state;
    }

    @Override
    public CompletionStage<Object> evaluate(String code) {
        asked.add("evaluate " + code);
        return answer;
    }

    @Override
    public CompletionStage<Object> window(String operation, Object... arguments) {
        asked.add(operation + " " + Arrays.toString(arguments));
        return answer;
    }

    @Override
    public void listen(Listener newListener) {
        listener = newListener;
    }
}
