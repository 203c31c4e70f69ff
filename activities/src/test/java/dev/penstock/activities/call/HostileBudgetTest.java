package dev.penstock.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.budget.Budgets;
import dev.penstock.activities.budget.Spending;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.call.CallBudget.Reservation;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.tokens.TokenCount;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseRequest;
import dev.penstock.contracts.budget.LimitChange;
import dev.penstock.limits.budget.BudgetLedger;
import dev.penstock.limits.rate.RateLimits;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Ten thousand requests that try to spend more than a key's limit, against a provider that bills all it may. */
class HostileBudgetTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String MODEL = "gpt-4o-mini";
    private static final BudgetId KEY = BudgetId.ofKey("0123abcd");
    private static final BigDecimal LIMIT = new BigDecimal("1");
    private static final int REQUESTS = 10_000;
    private static final int AT_ONCE = 8;
    /** The longest answer of the model. */
    private static final long LONGEST = 16_384;

    private static final List<String> NUMBERS = List.of(
            "1",
            "1",
            "1",
            "2",
            "4",
            "128",
            "129",
            "0",
            "-1",
            "-4611686018427387904",
            "1.5",
            "1e30",
            "null",
            "\"12\"",
            "\"NaN\"",
            "2147483648",
            "4611686018427387904",
            "9223372036854775807",
            "18446744073709551617",
            "[]",
            "{}");
    private static final List<String> TOKENS = List.of(
            "5",
            "20",
            "50",
            "1",
            "16384",
            "-1",
            "0",
            "0.5",
            "1e30",
            "null",
            "\"50\"",
            "2147483647",
            "4611686018427387904",
            "9223372036854775807",
            "36893488147419103232");

    private final Prices prices = Prices.known();
    private final WorstCase worstCase = new WorstCase(prices);
    private final LedgerBudgets budgets = new LedgerBudgets();
    private final Spending spending = new Spending(budgets);
    private final AtomicLong billed = new AtomicLong();
    private final AtomicInteger called = new AtomicInteger();

    @Test
    void spendingNeverPassesTheLimit() throws Exception {
        try (Pool pool = new Pool(
                        PoolConfig.of("openai", "http://127.0.0.1/v1", null)
                                .withLimits(RateLimits.ofConcurrency(AT_ONCE)),
                        (url, body) -> bill(body));
                ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
            CallLayer calls = new CallStack(
                            pool,
                            new CallResults(pool, prices, Duration.ZERO, 0),
                            pool.limiter().newWaiterGroup())
                    .ofCompletion(this::reserve, any -> request -> report -> {}, () -> false, false);
            awaitMoney();
            for (int number = 0; number < REQUESTS; number++) {
                ObjectNode body = hostile(new Random(number));
                Future<?> unused = callers.submit(() -> calls.call(CallRequest.single(CHAT, body)));
            }
        }
        spending.close();

        assertThat(called).hasValueGreaterThan(100);
        assertThat(NanoUsd.of(billed.get()).usd()).isLessThanOrEqualTo(LIMIT).isGreaterThan(new BigDecimal("0.25"));
        assertThat(budgets.spent()).isBetween(NanoUsd.of(billed.get()).usd(), LIMIT);
    }

    @Test
    void whatClaimsToBeAFileReservesNoLess() {
        for (String place : List.of("messages", "input", "prompt", "x")) {
            for (String size : NUMBERS) {
                ObjectNode body = hostile(new Random(0));
                Optional<NanoUsd> without = worstCase.of(CHAT, body);
                body.set(place, JsonText.parse("""
                    [{"content":%s},{"type":"penstock_file","path":"a","kind":"text","size":%s}]\
                    """.formatted(body.path("messages"), size)));

                assertThat(worstCase.of(CHAT, body).orElseThrow()).isGreaterThan(without.orElseThrow());
            }
        }
    }

    /** Waits until the key's limit is known and money is lent; before that every claim is refused. */
    private void awaitMoney() throws InterruptedException {
        while (true) {
            if (spending.claim(null, KEY.name(), () -> Optional.of(NanoUsd.of(1)))
                    instanceof Spending.Answer.Allowed(Spending.Claim claim)) {
                claim.settle(NanoUsd.ZERO);
                return;
            }
            Thread.sleep(Duration.ofMillis(10));
        }
    }

    private Reservation reserve(CallRequest request) {
        return switch (spending.claim(null, KEY.name(), () -> worstCase.of(request.url(), request.body()))) {
            case Spending.Answer.Allowed(Spending.Claim claim) -> {
                assertThat(claim.worst()).isGreaterThan(NanoUsd.ZERO);
                yield new Reservation.Reserved(claim.worst(), claim::settle);
            }
            case Spending.Answer.Refused refused -> declined();
            case Spending.Answer.Unpriced unpriced -> declined();
            case Spending.Answer.Unknown unknown -> throw new AssertionError("the ledger failed");
        };
    }

    private static Reservation declined() {
        return new Reservation.Declined(new CallReport.Unaffordable("too little"));
    }

    private static ObjectNode hostile(Random random) {
        String body = """
            {"model":"%s","n":%s,"best_of":%s,"max_tokens":%s,"max_completion_tokens":%s,"max_output_tokens":%s,
             "messages":[{"role":"user","content":"%s","name":"%s"}],"functions":[{"description":"%s"}]}\
            """.formatted(
                        MODEL,
                        any(NUMBERS, random),
                        random.nextInt(4) == 0 ? any(NUMBERS, random) : "null",
                        any(TOKENS, random),
                        random.nextBoolean() ? any(TOKENS, random) : "null",
                        any(TOKENS, random),
                        "word ".repeat(random.nextInt(50)),
                        "name ".repeat(random.nextInt(50)),
                        "tool ".repeat(random.nextInt(50)));
        return (ObjectNode) JsonText.parse(body);
    }

    private static String any(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    /** Answers as long as the request lets it, reads numbers generously, and reports what it bills, or something else. */
    private Outcome bill(JsonNode body) {
        called.incrementAndGet();
        long answers = Math.max(generous(body.path("n"), 1), generous(body.path("best_of"), 1));
        long length = Math.max(generous(body.path("max_tokens"), 0), generous(body.path("max_completion_tokens"), 0));
        long output = answers * (length == 0 ? LONGEST : Math.min(LONGEST, length));
        long input = new TokenCount(Integer.MAX_VALUE)
                .input(
                        MODEL,
                        JsonText.MAPPER
                                .createObjectNode()
                                .put("prompt", body.toString().replace("\"", " ")));
        Usage usage = new Usage(input / 2, 0, output, 0);
        billed.addAndGet(Cost.nano(prices.cost(MODEL, usage).orElseThrow()));
        Result.Response response = new Result.Response(200, "r", "{}");
        Result.Error error = new Result.Error("code", "message");
        return switch (called.get() % 5) {
            case 0 -> new Outcome.Answered(response, Usage.NONE);
            case 1 -> new Outcome.Lost(null, null, error);
            case 2 -> new Outcome.Unusable(response, usage, error, true);
            default -> new Outcome.Answered(response, usage);
        };
    }

    private static long generous(JsonNode number, long otherwise) {
        long value = number.canConvertToLong() || number.isTextual() ? number.asLong(otherwise) : otherwise;
        return value < 1 || value > LONGEST ? otherwise : value;
    }

    private static final class LedgerBudgets implements Budgets {
        private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
        private final BudgetLedger ledger = new BudgetLedger(KEY, null, NOW);

        LedgerBudgets() {
            ledger.change(new LimitChange(LIMIT, null, false, null));
        }

        @Override
        public boolean isLimited(BudgetId budget) {
            return true;
        }

        @Override
        public synchronized LeaseGrant draw(BudgetId budget, LeaseRequest request) {
            ledger.receive(request, NOW);
            return ledger.answer(request);
        }

        @Override
        public synchronized void send(BudgetId budget, LeaseRequest request) {
            ledger.receive(request, NOW);
        }

        synchronized BigDecimal spent() {
            return ledger.status().today().spent();
        }
    }
}
