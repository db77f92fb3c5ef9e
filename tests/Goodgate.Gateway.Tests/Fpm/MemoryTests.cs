using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Fpm.Sizing;

namespace Goodgate.Gateway.Tests.Fpm;

/// <summary>Memory of workers and machine, and PHP's settings, from files as Linux and Debian have them.</summary>
public sealed class MemoryTests : IDisposable
{
    private readonly FpmFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Shared_pages_count_for_their_share()
    {
        Worker(10, "Rss: 90000 kB\nPss:           30000 kB\nPss_Dirty: 1 kB\n", "99 22500 15000 0 0 0 0");
        Worker(11, "Rss: 90000 kB\nPss:           20000 kB\n", "99 22500 15000 0 0 0 0");
        Reader.Measure([10, 11]).ShouldBe(new WorkerMemory(2, 30000 * 1024, 50000 * 1024, true));
        Reader.Measure([10, 11])!.Average.ShouldBe(25000 * 1024);
    }

    // smaps_rollup is for root and the workers' own user; statm is for all.
    [Fact]
    public void Without_the_right_to_look_shared_pages_are_left_out()
    {
        Worker(10, null, "40000 22500 15000 0 0 0 0");
        Reader.Measure([10]).ShouldBe(new WorkerMemory(1, 7500L * Environment.SystemPageSize, 7500L * Environment.SystemPageSize, false));
    }

    [Fact]
    public void A_pid_that_is_no_worker_is_not_measured()
    {
        Worker(10, "Pss: 30000 kB\n", "1 2 1", "sshd: root");
        Reader.Measure([10, 12]).ShouldBeNull();
        new WorkerMemoryReader().Measure([Environment.ProcessId]).ShouldBeNull();
    }

    [Theory]
    [InlineData(null, 8192, 6000, false)]
    [InlineData("0::/system.slice/php.service", 512, 412, true)]
    [InlineData("4:memory:/docker/abc", 256, 156, true)]
    [InlineData("0::/free", 8192, 6000, false)]
    [InlineData("0::/../../etc", 8192, 6000, false)]
    public void The_smaller_of_machine_and_group_counts(string? group, long total, long available, bool isGroup)
    {
        _folder.Write("proc/meminfo", "MemTotal: 8388608 kB\nMemFree: 1 kB\nMemAvailable: 6144000 kB\n");
        _folder.Write("proc/7/cgroup", $"9:name=systemd:/\n{group}\n");
        Group("sys/system.slice/php.service", "memory.max", "memory.current", "inactive_file", 512, 150);
        Group("sys/memory/docker/abc", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file", 256, 150);
        _folder.Write("sys/free/memory.max", "max\n");
        var read = MachineMemory.Read(7, _folder.Path + "/proc", _folder.Path + "/sys").ShouldNotBeNull();
        (read.Total / 1024 / 1024, read.Available / 1024 / 1024, read.IsGroup).ShouldBe((total, available, isGroup));
    }

    [Fact]
    public void Where_there_is_no_proc_nothing_is_known() => MachineMemory.Read(7, _folder.Path, _folder.Path).ShouldBeNull();

    [Theory]
    [InlineData("128M", 128L * 1024 * 1024)]
    [InlineData("1g", 1024L * 1024 * 1024)]
    [InlineData("512K", 512L * 1024)]
    [InlineData("1048576", 1048576L)]
    [InlineData("-1", null)]
    [InlineData("", null)]
    [InlineData("lots", null)]
    public void PHP_writes_memory_with_one_letter(string text, long? bytes) => MemoryText.OfPhp(text).ShouldBe(bytes);

    [Fact]
    public void PHPs_settings_come_from_its_files_and_the_pool()
    {
        _folder.Write("fpm/php.ini", "[PHP]\nmax_execution_time = 40\nmemory_limit = 256M\n");
        _folder.Write("fpm/conf.d/10-opcache.ini", "zend_extension=opcache.so\nopcache.enable = 1\n");
        _folder.Write("fpm/conf.d/20-site.ini", "max_execution_time = 50\n");
        var file = _folder.Write("fpm/pool.d/www.conf", "[www]\nphp_value[memory_limit] = 64M\n[two]\nphp_admin_value[memory_limit] = 1G\nphp_value[memory_limit] = 2G\nphp_admin_flag[opcache.enable] = off\n");
        var pools = FpmConfiguration.Read(file).Pools;

        var one = PhpSettings.Read(pools[0], file);
        (one.MaxExecutionTime, one.MemoryLimit, one.Opcache).ShouldBe((50, 64L * 1024 * 1024, true));
        one.Places["max_execution_time"].ToString().ShouldEndWith("conf.d/20-site.ini:1");
        one.Places["memory_limit"].Line.ShouldBe(2);
        var two = PhpSettings.Read(pools[1], file);
        (two.MemoryLimit, two.Opcache).ShouldBe((1024L * 1024 * 1024, false));
    }

    [Fact]
    public void Without_php_ini_nothing_is_guessed()
    {
        var read = PhpSettings.Read(null, _folder.Write("pool.d/www.conf", ""));
        (read.MaxExecutionTime, read.MemoryLimit, read.Opcache).ShouldBe((null, null, null));
    }

    private WorkerMemoryReader Reader => new(_folder.Path + "/proc");

    private void Worker(int pid, string? rollup, string statm, string command = "php-fpm: pool www")
    {
        _folder.Write($"proc/{pid}/cmdline", command);
        _folder.Write($"proc/{pid}/statm", statm);
        if (rollup is not null)
        {
            _folder.Write($"proc/{pid}/smaps_rollup", rollup);
        }
    }

    private void Group(string folder, string limit, string usage, string cache, long most, long used)
    {
        _folder.Write($"{folder}/{limit}", $"{most * 1024 * 1024}\n");
        _folder.Write($"{folder}/{usage}", $"{used * 1024 * 1024}\n");
        _folder.Write($"{folder}/memory.stat", $"anon 1\n{cache} {50 * 1024 * 1024}\n");
    }
}
