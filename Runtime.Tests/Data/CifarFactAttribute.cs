namespace GraphGen.Tests.Data;

/// <summary>A test on the files of CIFAR-10's binary version; without them it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CifarFactAttribute : FactAttribute
{
    public CifarFactAttribute()
    {
        if (Folder is null)
            Skip = "CIFAR-10 is missing: set GRAPHGEN_DATA to a folder with cifar10/test_batch.bin and data_batch_1.bin to data_batch_5.bin.";
    }

    /// <summary>The folder of the files, or null.</summary>
    public static string? Folder
    {
        get
        {
            string? root = Environment.GetEnvironmentVariable("GRAPHGEN_DATA");
            return root is null ? null : new[] { Path.Combine(root, "cifar10"), Path.Combine(root, "cifar-10-batches-bin"), root }
                .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "test_batch.bin")));
        }
    }
}
