package dev.penstock.worker;

import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the activities that run in this process, those that wait for their turn included. */
final class RunningActivities extends WorkerInterceptorBase {
    private final AtomicInteger running = new AtomicInteger();

    int count() {
        return running.get();
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new Counting(next, running);
    }

    private static final class Counting extends ActivityInboundCallsInterceptorBase {
        private final AtomicInteger running;

        private Counting(ActivityInboundCallsInterceptor next, AtomicInteger running) {
            super(next);
            this.running = running;
        }

        @Override
        public ActivityOutput execute(ActivityInput input) {
            running.incrementAndGet();
            try {
                return super.execute(input);
            } finally {
                running.decrementAndGet();
            }
        }
    }
}
