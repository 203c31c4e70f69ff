package dev.penstock.limits.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** Never more than so much in any 60 seconds, or in any other time. */
final class WindowQuota implements ProviderQuota {
    private static final long MINUTE = 60 * VirtualClock.SECOND;

    private final long window;
    private final Deque<Taken> taken = new ArrayDeque<>();
    private double perMinute;
    private double sum;

    private record Taken(long at, double amount) {}

    WindowQuota(double perMinute) {
        this(perMinute, MINUTE);
    }

    WindowQuota(double perWindow, long window) {
        perMinute = perWindow;
        this.window = window;
    }

    @Override
    public long until(double amount, long now) {
        while (!taken.isEmpty() && now - taken.element().at() >= window) {
            sum -= taken.remove().amount();
        }
        double tooMuch = sum + amount - perMinute;
        long wait = 0;
        for (Taken one : taken) {
            if (tooMuch <= 1e-6) {
                break;
            }
            tooMuch -= one.amount();
            wait = one.at() + window - now;
        }
        return wait;
    }

    @Override
    public void take(double amount, long now) {
        taken.add(new Taken(now, amount));
        sum += amount;
    }

    @Override
    public void setPerMinute(double newPerMinute, long now) {
        perMinute = newPerMinute;
    }
}
