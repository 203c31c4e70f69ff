package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.books.SimulatorStats.Tokens;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a tenant or a key spends in a day, by the provider's books, never passes its budget. */
@Order(2)
final class TenantBudgetIT extends PenstockTestCase {
    private static final BigDecimal DAY = new BigDecimal("0.015");

    @BeforeEach
    void prepare() {
        provider.change(provider.options().toBuilder().outputTokens(50).build());
    }

    @Test
    void twoBatchesOnTwoWorkersStayWithinTheirTenantsDayThoughOneIsKilled() throws IOException {
        answersTake("150ms");
        penstock.with("PENSTOCK_TENANTS_ACME_BUDGET_USD_DAY", DAY.toPlainString());
        penstock.start("up", "--concurrency", "8").awaitSaid("ready; submit with");
        Running other = penstock.start("worker", "--concurrency", "8").awaitSaid("worker ready");
        submit("one");
        submit("two");
        books.awaitCalls(100);
        other.signal("9");
        other.awaitEnd();

        books.awaitQuiet();
        awaitPaused("one");
        awaitPaused("two");
        Patience.untilCommandsSay(
                "nothing is in anybody's hands",
                () -> account().path("handed_out_usd").decimalValue().signum() == 0);
        assertThat(billed()).isLessThanOrEqualTo(DAY).isGreaterThan(new BigDecimal("0.0135"));
        assertThat(account().at("/today/spent_usd").decimalValue()).isBetween(billed(), DAY);

        penstock.run("budget", "--tenant", "acme", "--day", "5", "--month", "100")
                .expectExit(0)
                .expectShown("5 (by command)", "100 (by command)");
        penstock.run("results", "one", "--follow").expectExit(0);
        penstock.run("results", "two", "--follow").expectExit(0);
        Patience.untilCommandsSay(
                "both to have left", () -> account().path("holders").isEmpty());
        assertThat(books.stats().prompts().distinct()).isEqualTo(1_200);
        assertThat(account().at("/today/spent_usd").decimalValue()).isGreaterThanOrEqualTo(billed());
    }

    /** What was paid for an answer that --fail-on rejects is part of what its request costs. */
    @Test
    void anAnswerThatWasPaidAndRejectedStaysPaidWhenItsRequestIsRetried() throws IOException {
        TestingInput input = inputOf("What is one?", "[[length x1]] What is two?", "What is three?");
        List<String> command = List.of("run", input.path(), "--id", "paid", "--max-tokens", "60", "--budget", "1");
        List<String> more = List.of("--fail-on", "truncated", "--json");
        String[] run = Stream.of(command, more).flatMap(List::stream).toArray(String[]::new);
        JsonNode first = penstock.run(run).expectExit(3).json();
        assertThat(first.path("cost_usd").decimalValue()).isEqualByComparingTo(billed());

        JsonNode again =
                penstock.run("retry-failed", "paid", "--json").expectExit(0).json();

        assertThat(books.calls()).isEqualTo(4);
        assertThat(again.path("cost_usd").decimalValue()).isEqualByComparingTo(billed());
    }

    @Test
    void aKeysCallersAreToldWhenItsDayIsSpent() {
        BigDecimal day = new BigDecimal("0.002");
        String key = penstock.run("keys", "create", "--tenant", "acme", "--budget-day", day.toPlainString())
                .expectExit(0)
                .out()
                .strip();
        String id = key.split("-")[1];
        assertThat(penstock.run("keys", "list").expectExit(0).out()).contains("0.002 USD/day");
        Service service = Service.start(penstock, "--keys");

        HttpResponse<String> answer = chat(service, key);
        for (int i = 0; i < 200 && answer.statusCode() == 200; i++) {
            answer = chat(service, key);
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        JsonNode error = Service.json(answer).path("error");
        assertThat(error.path("type").asText()).isEqualTo("insufficient_quota");
        assertThat(error.path("message").asText()).startsWith("key " + id + " has spent ");
        assertThat(answer.headers().firstValue("x-should-retry")).hasValue("false");
        assertThat(billed()).isLessThanOrEqualTo(day).isGreaterThan(new BigDecimal("0.0018"));

        penstock.run("budget", "--key", id, "--day", "0.004").expectExit(0);
        Patience.until("calls to go on", () -> chat(service, key).statusCode() == 200);
        service.process().signal("9");
        service.process().awaitEnd();
        Service again = Service.start(penstock, "--keys");
        int calls = 0;
        while (calls < 200 && chat(again, key).statusCode() == 200) {
            calls++;
        }
        assertThat(billed()).isLessThanOrEqualTo(new BigDecimal("0.004"));
    }

    @Test
    void hostileRequestsAtOnceNeverSpendMoreThanTheirKeyMay() {
        sendHostile(400);
    }

    @Test
    @Tag("slow")
    void norDoTenThousand() {
        sendHostile(10_000);
    }

    private void sendHostile(int requests) {
        BigDecimal day = new BigDecimal("0.01");
        String key = penstock.run("keys", "create", "--tenant", "acme", "--budget-day", day.toPlainString())
                .expectExit(0)
                .out()
                .strip();
        Service service = Service.start(penstock, "--keys", "--concurrency", "32");
        ConcurrentMap<Integer, Integer> answers = new ConcurrentHashMap<>();

        try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < requests; i++) {
                String body = hostile(new Random(i));
                Future<?> unused = callers.submit(() -> answers.merge(
                        service.post("/v1/chat/completions", body, "Authorization", "Bearer " + key)
                                .statusCode(),
                        1,
                        Integer::sum));
            }
        }

        assertThat(answers.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(requests);
        assertThat(answers.keySet()).containsOnly(200, 400, 429);
        assertThat(answers.get(200)).isGreaterThan(20);
        assertThat(billed()).isLessThanOrEqualTo(day).isGreaterThan(new BigDecimal("0.001"));
    }

    private static String hostile(Random random) {
        List<String> numbers =
                List.of("1", "1", "2", "4", "128", "0", "-1", "1.5", "1e30", "\"12\"", "4611686018427387904");
        List<String> tokens = List.of("1", "50", "60", "10000000", "-5", "4611686018427387904", "9223372036854775807");
        return """
            {"model":"gpt-4o-mini","n":%s,"max_tokens":%s,"max_completion_tokens":%s,
             "messages":[{"role":"user","content":"Say hello %d."}]}\
            """.formatted(
                        numbers.get(random.nextInt(numbers.size())),
                        tokens.get(random.nextInt(tokens.size())),
                        random.nextInt(3) == 0 ? tokens.get(random.nextInt(tokens.size())) : "null",
                        random.nextInt());
    }

    private void submit(String name) throws IOException {
        Path input = folder.resolve(name + ".txt");
        Files.write(
                input,
                IntStream.range(0, 600)
                        .mapToObj(i -> "%s: say %d. %s".formatted(name, i, "And another word. ".repeat(i % 40)))
                        .toList());
        penstock.run(
                        "submit",
                        input.toString(),
                        "--id",
                        name,
                        "--tenant",
                        "acme",
                        "--model",
                        "gpt-4o-mini",
                        "--max-tokens",
                        "60",
                        "--shard",
                        "100")
                .expectExit(0);
    }

    private void awaitPaused(String batch) {
        Patience.untilCommandsSay(
                batch + " to be paused",
                () -> penstock.run("status", batch).out().contains("paused: tenant acme has spent"));
    }

    private JsonNode account() {
        return penstock.run("budget", "--tenant", "acme", "--json")
                .expectExit(0)
                .json();
    }

    private static HttpResponse<String> chat(Service service, String key) {
        String body = "{\"model\":\"gpt-4o-mini\",\"max_tokens\":60,\"messages\":[{\"role\":\"user\",\"content\":\"Say"
                + " hello.\"}]}";
        return service.post("/v1/chat/completions", body, "Authorization", "Bearer " + key);
    }

    /** At OpenAI's price, per million tokens 0.15 USD in and 0.60 USD out. */
    private BigDecimal billed() {
        Tokens tokens = books.stats().tokens();
        return new BigDecimal("0.15")
                .multiply(BigDecimal.valueOf(tokens.prompt()))
                .add(new BigDecimal("0.60").multiply(BigDecimal.valueOf(tokens.completion())))
                .movePointLeft(6);
    }
}
