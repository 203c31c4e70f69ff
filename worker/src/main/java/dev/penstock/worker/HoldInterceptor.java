package dev.penstock.worker;

import dev.penstock.activities.plan.PoolElsewhere;
import dev.penstock.contracts.FailureTypes;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Ends the retries of activities that fail in the same way again and again, as at a bug: the batch is then on hold and says
 * why, where it would otherwise wait in silence for ever.
 */
final class HoldInterceptor extends WorkerInterceptorBase {
    private static final Map<String, String> NAMES = Map.of(
            "Plan.batch", "planning",
            "Plan.slices", "planning a shard",
            "Assemble.batch", "assembling the results",
            "Llm.complete", "calling a slice of requests",
            "Reduce.next", "grouping the answers");

    private final RepeatedFailures failures = new RepeatedFailures();
    private final Predicate<String> isServed;

    /**
     * @param isServed whether some worker has a pool
     */
    HoldInterceptor(Predicate<String> isServed) {
        this.isServed = isServed;
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new Counting(next, failures, isServed);
    }

    private static final class Counting extends ActivityInboundCallsInterceptorBase {
        private final RepeatedFailures failures;
        private final Predicate<String> isServed;
        private String activity = "";
        private String name = "";
        private int attempt = 1;
        private long scheduled;

        private Counting(ActivityInboundCallsInterceptor next, RepeatedFailures failures, Predicate<String> isServed) {
            super(next);
            this.failures = failures;
            this.isServed = isServed;
        }

        @Override
        public void init(ActivityExecutionContext context) {
            ActivityInfo info = context.getInfo();
            activity = info.getWorkflowId() + " " + info.getWorkflowRunId() + " " + info.getActivityId();
            name = NAMES.getOrDefault(info.getActivityType(), info.getActivityType());
            attempt = info.getAttempt();
            scheduled = info.getScheduledTimestamp();
            super.init(context);
        }

        @Override
        public ActivityOutput execute(ActivityInput input) {
            try {
                ActivityOutput output = super.execute(input);
                failures.succeeded(activity);
                return output;
            } catch (ApplicationFailure failure) {
                // Says itself whether it is retried.
                throw PoolElsewhere.at(
                        failure,
                        attempt,
                        Duration.ofMillis(Math.max(0, System.currentTimeMillis() - scheduled)),
                        isServed);
            } catch (RuntimeException | StackOverflowError | LinkageError failure) {
                if (failures.isOneTooMany(activity, failure)) {
                    throw ApplicationFailure.newNonRetryableFailureWithCause(
                            "%s failed %d times with the same error: %s (the worker's log has the details; resume tries again)"
                                    .formatted(name, RepeatedFailures.most(failure), failure),
                            FailureTypes.HOLD,
                            failure);
                }
                throw failure;
            }
        }
    }
}
