package dev.penstock.limits.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** Never more than so much in any 60 seconds. */
final class WindowQuota implements ProviderQuota {
    private static final long MINUTE = 60 * VirtualClock.SECOND;

    private final Deque<Taken> window = new ArrayDeque<>();
    private double perMinute;
    private double sum;

    private record Taken(long at, double amount) {}

    WindowQuota(double perMinute) {
        this.perMinute = perMinute;
    }

    @Override
    public long until(double amount, long now) {
        while (!window.isEmpty() && now - window.element().at() >= MINUTE) {
            sum -= window.remove().amount();
        }
        double tooMuch = sum + amount - perMinute;
        long wait = 0;
        for (Taken taken : window) {
            if (tooMuch <= 1e-6) {
                break;
            }
            tooMuch -= taken.amount();
            wait = taken.at() + MINUTE - now;
        }
        return wait;
    }

    @Override
    public void take(double amount, long now) {
        window.add(new Taken(now, amount));
        sum += amount;
    }

    @Override
    public void setPerMinute(double newPerMinute, long now) {
        perMinute = newPerMinute;
    }
}
