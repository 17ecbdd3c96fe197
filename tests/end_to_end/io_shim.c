/* A disk that fails when a test says so, and a record of what was written since each sync.

   Loaded before libc (LD_PRELOAD) into the real server. The test holds `struct control` in a file that both
   map (IO_SHIM_CONTROL); what is written to the watched files goes to a log (IO_SHIM_LOG), from which the test
   makes what a power cut might have left. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, READ = 4, TRUNCATE = 8, FAILED_SYNC = 16, UNLINK = 32 };
enum { NOTHING, FAILS, SHORT, TORN_THEN_KILL, KILL_BEFORE, KILL_AFTER };

struct control {
    int32_t calls;     /* which kinds of calls are counted, as bits */
    int32_t before;    /* so many of them pass first */
    int32_t times;     /* so many are faulty then */
    int32_t fault;     /* what they do */
    int32_t error;     /* the errno of those that fail */
    int32_t hits;      /* how many were faulty */
    int32_t records;   /* whether writes and syncs are logged */
    char path[96];     /* what the path of a file contains that is meant; empty for none */
};

struct record {
    int32_t kind;
    int32_t path_length;
    int64_t offset;    /* of a write; the new size, for a truncation */
    int64_t size;      /* of the file before */
    int32_t old_length;
    int32_t new_length;
};

static struct control *control;
static int log_file = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static ssize_t (*real_pwrite64)(int, const void *, size_t, off64_t);
static ssize_t (*real_pread64)(int, void *, size_t, off64_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_fdatasync)(int);
static int (*real_fsync)(int);
static int (*real_ftruncate64)(int, off64_t);
static int (*real_unlink)(const char *);

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("IO_SHIM_CONTROL"), *log_path = getenv("IO_SHIM_LOG");
    real_pwrite64 = dlsym(RTLD_NEXT, "pwrite64");
    real_pread64 = dlsym(RTLD_NEXT, "pread64");
    real_write = dlsym(RTLD_NEXT, "write");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_ftruncate64 = dlsym(RTLD_NEXT, "ftruncate64");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *mapped = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (mapped == MAP_FAILED) return;
    if (log_path) log_file = open(log_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    control = mapped;
}

/* The path of a file that is meant, or NULL. */
static const char *meant(int file, char *path, size_t size) {
    char link[32];
    if (!control || !control->path[0]) return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, size - 1);
    if (length <= 0) return NULL;
    path[length] = 0;
    return strstr(path, control->path) && !strstr(path, "-shm") ? path : NULL;
}

/* What this call is to do. */
static int fate(int kind) {
    if (!(control->calls & kind) || control->times <= 0) return NOTHING;
    if (control->before > 0) { control->before--; return NOTHING; }
    control->times--;
    control->hits++;
    if (control->fault == KILL_BEFORE) kill(getpid(), SIGKILL);
    return control->fault;
}

static void put(const void *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = real_write(log_file, bytes, length);
        if (written <= 0) abort();
        bytes = (const char *)bytes + written;
        length -= (size_t)written;
    }
}

/* Log a call that is about to be made. */
static void keep(int kind, int file, const char *path, const void *bytes, size_t length, int64_t offset) {
    if (!control->records || log_file < 0) return;
    struct stat before;
    if (fstat(file, &before)) return;
    struct record record = {kind, (int32_t)strlen(path), offset, before.st_size, 0, (int32_t)length};
    char *old = NULL;
    size_t lost = length;
    if (kind == TRUNCATE && offset < before.st_size) lost = (size_t)(before.st_size - offset);
    if (lost && offset < before.st_size && (old = malloc(lost))) {
        ssize_t found = real_pread64(file, old, lost, offset);
        record.old_length = found > 0 ? (int32_t)found : 0;
    }
    put(&record, sizeof record);
    put(path, (size_t)record.path_length);
    if (record.old_length) put(old, (size_t)record.old_length);
    if (length) put(bytes, length);
    free(old);
}

static int ends(int fault) {
    if (fault == FAILS) { errno = control->error; return 1; }
    return 0;
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t offset) {
    char path[512];
    const char *name = meant(file, path, sizeof path);
    if (!name) return real_pwrite64(file, bytes, length, offset);
    pthread_mutex_lock(&lock);
    int fault = fate(WRITE);
    ssize_t written = -1;
    if (!ends(fault)) {
        if (fault == SHORT || fault == TORN_THEN_KILL) length = length > 1 ? length / 2 : length;
        keep(WRITE, file, name, bytes, length, offset);
        written = real_pwrite64(file, bytes, length, offset);
        if (fault == TORN_THEN_KILL || fault == KILL_AFTER) kill(getpid(), SIGKILL);
    }
    pthread_mutex_unlock(&lock);
    return written;
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t offset) {
    return pwrite64(file, bytes, length, offset);
}

ssize_t pread64(int file, void *bytes, size_t length, off64_t offset) {
    char path[512];
    const char *name = meant(file, path, sizeof path);
    if (name && ends(fate(READ))) return -1;
    return real_pread64(file, bytes, length, offset);
}

static int synced(int (*real)(int), int file) {
    char path[512];
    const char *name = meant(file, path, sizeof path);
    if (!name) return real(file);
    pthread_mutex_lock(&lock);
    int fault = fate(SYNC), result = -1;
    if (ends(fault)) {
        keep(FAILED_SYNC, file, name, NULL, 0, 0);
        errno = control->error;
    } else {
        result = real(file);
        keep(SYNC, file, name, NULL, 0, 0);
        if (fault == KILL_AFTER || fault == TORN_THEN_KILL) kill(getpid(), SIGKILL);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

int fdatasync(int file) { return synced(real_fdatasync, file); }

int fsync(int file) { return synced(real_fsync, file); }

int ftruncate64(int file, off64_t size) {
    char path[512];
    const char *name = meant(file, path, sizeof path);
    if (!name) return real_ftruncate64(file, size);
    pthread_mutex_lock(&lock);
    int result = -1;
    if (!ends(fate(TRUNCATE))) {
        keep(TRUNCATE, file, name, NULL, 0, size);
        result = real_ftruncate64(file, size);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

int unlink(const char *path) {
    if (control && control->path[0] && control->records && log_file >= 0 && strstr(path, control->path)) {
        struct record record = {UNLINK, (int32_t)strlen(path), 0, 0, 0, 0};
        pthread_mutex_lock(&lock);
        put(&record, sizeof record);
        put(path, strlen(path));
        pthread_mutex_unlock(&lock);
    }
    return real_unlink(path);
}
