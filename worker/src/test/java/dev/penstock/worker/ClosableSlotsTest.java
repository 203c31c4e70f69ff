package dev.penstock.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.worker.tuning.SlotSupplierFuture;
import org.junit.jupiter.api.Test;

class ClosableSlotsTest {
    private final ClosableSlots slots = new ClosableSlots(2);

    @Test
    void thereAreAsManySlotsAsThereAreToBe() throws Exception {
        SlotSupplierFuture first = slots.reserveSlot(TestingSlotContexts.asking());
        SlotSupplierFuture second = slots.reserveSlot(TestingSlotContexts.asking());
        SlotSupplierFuture third = slots.reserveSlot(TestingSlotContexts.asking());
        assertThat(second).isCompleted();
        assertThat(third).isNotDone();
        assertThat(slots.tryReserveSlot(TestingSlotContexts.asking())).isEmpty();

        slots.releaseSlot(TestingSlotContexts.released(first.get()));

        assertThat(third).isCompleted();
    }

    @Test
    void onceClosedASlotThatBecomesFreeIsNotGivenToThoseWhoWaitedBefore() throws Exception {
        SlotSupplierFuture first = slots.reserveSlot(TestingSlotContexts.asking());
        SlotSupplierFuture second = slots.reserveSlot(TestingSlotContexts.asking());
        SlotSupplierFuture waiting = slots.reserveSlot(TestingSlotContexts.asking());

        slots.close();
        slots.releaseSlot(TestingSlotContexts.released(first.get()));
        slots.releaseSlot(TestingSlotContexts.released(second.get()));

        assertThat(waiting).isNotDone();
        assertThat(slots.reserveSlot(TestingSlotContexts.asking())).isNotDone();
        assertThat(slots.tryReserveSlot(TestingSlotContexts.asking())).isEmpty();
    }

    @Test
    void whoGivesUpWaitingTakesNoSlot() throws Exception {
        SlotSupplierFuture first = slots.reserveSlot(TestingSlotContexts.asking());
        SlotSupplierFuture second = slots.reserveSlot(TestingSlotContexts.asking());
        SlotSupplierFuture impatient = slots.reserveSlot(TestingSlotContexts.asking());
        SlotSupplierFuture patient = slots.reserveSlot(TestingSlotContexts.asking());

        assertThat(impatient.abortReservation()).isNull();
        slots.releaseSlot(TestingSlotContexts.released(first.get()));

        assertThat(second).isCompleted();
        assertThat(patient).isCompleted();
    }
}
