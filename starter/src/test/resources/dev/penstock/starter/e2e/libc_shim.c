/*
 * Turns the wall clock of a process, and slows its fsync down. A file of two 64-bit numbers, which the process that
 * tests has mapped as well, says how: seconds to add to the clock, and milliseconds that an fsync takes in addition.
 * Monotonic clocks stay as they are, as they do when a machine's clock is set.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t none[2];
static volatile int64_t *settings = none;

__attribute__((constructor)) static void map_settings(void) {
    const char *path = getenv("LIBC_SHIM_SETTINGS");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file >= 0) {
        void *page = mmap(NULL, 2 * sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
        if (page != MAP_FAILED) settings = page;
        close(file);
    }
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int result = syscall(SYS_clock_gettime, clock, now);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += settings[0];
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    int result = syscall(SYS_gettimeofday, now, zone);
    if (result == 0 && now) now->tv_sec += settings[0];
    return result;
}

time_t time(time_t *result) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (result) *result = now.tv_sec;
    return now.tv_sec;
}

static void wait_for_the_disk(void) {
    int64_t milliseconds = settings[1];
    struct timespec delay = {milliseconds / 1000, (milliseconds % 1000) * 1000000};
    if (milliseconds > 0) nanosleep(&delay, NULL);
}

int fsync(int file) {
    wait_for_the_disk();
    return syscall(SYS_fsync, file);
}

int fdatasync(int file) {
    wait_for_the_disk();
    return syscall(SYS_fdatasync, file);
}
