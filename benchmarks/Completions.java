import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.contracts.completion.CompletionWorkflow;
import dev.penstock.contracts.Queues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** 200 completions through a Completion workflow and 200 direct calls, in turns: TEMPORAL POOL BASE_URL. */
public final class Completions {
    private static final int WARM_UP = 300;
    private static final int MEASURED = 200;
    private static final String MODEL = "simulated-1";

    public static void main(String[] args) {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(args[0]).build());
        WorkflowClient temporal = WorkflowClient.newInstance(stubs);
        OpenAIClient openAi = OpenAIOkHttpClient.builder()
                .baseUrl(args[2])
                .apiKey("none")
                .maxRetries(0)
                .build();

        List<Double> direct = new ArrayList<>();
        List<Double> durable = new ArrayList<>();
        for (int n = 0; n < WARM_UP + MEASURED; n++) {
            String prompt = "Is " + n + " an even number? One word.";
            double one = millis(() -> callDirectly(openAi, prompt));
            double other = millis(() -> callThroughWorkflow(temporal, args[1], prompt));
            if (n >= WARM_UP) {
                direct.add(one);
                durable.add(other);
            }
        }
        say("direct call        ", direct);
        say("Completion workflow", durable);
        System.out.printf(
                Locale.ROOT,
                "  overhead p50 %.1f ms (target ≤ 25), p90 %.1f ms%n",
                percentile(durable, 50) - percentile(direct, 50),
                percentile(durable, 90) - percentile(direct, 90));
        System.exit(0);
    }

    private static void callDirectly(OpenAIClient openAi, String prompt) {
        openAi.chat().completions().create(ChatCompletionCreateParams.builder()
                .model(MODEL)
                .addUserMessage(prompt)
                .build());
    }

    private static void callThroughWorkflow(WorkflowClient temporal, String pool, String prompt) {
        Map<String, Object> body = Map.of("model", MODEL, "messages", List.of(Map.of("role", "user", "content", prompt)));
        CompletionResult result = temporal.newWorkflowStub(
                        CompletionWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(Queues.MAIN)
                                .setWorkflowId("completion/" + UUID.randomUUID())
                                .build())
                .run(new CompletionRequest(pool, body, Duration.ofMinutes(1), null, null));
        if (!result.isAnswered()) {
            throw new IllegalStateException(result.body());
        }
    }

    private static double millis(Runnable call) {
        long start = System.nanoTime();
        call.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static void say(String what, List<Double> millis) {
        System.out.printf(
                Locale.ROOT,
                "  %s p50 %5.1f ms, p90 %5.1f ms, p99 %5.1f ms%n",
                what,
                percentile(millis, 50),
                percentile(millis, 90),
                percentile(millis, 99));
    }

    private static double percentile(List<Double> values, int percent) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
