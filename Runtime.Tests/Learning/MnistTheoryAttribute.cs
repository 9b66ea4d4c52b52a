namespace GraphGen.Tests.Learning;

/// <summary>A test on the four original MNIST files; without them it is skipped, and says so. CI has them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MnistTheoryAttribute : TheoryAttribute
{
    public MnistTheoryAttribute()
    {
        if (Folder is null)
            Skip = "MNIST is missing: set GRAPHGEN_DATA to a folder with mnist/train-images-idx3-ubyte.gz and its three companions.";
    }

    /// <summary>The folder of the files, or null.</summary>
    public static string? Folder
    {
        get
        {
            string? root = Environment.GetEnvironmentVariable("GRAPHGEN_DATA");
            return root is null ? null : new[] { Path.Combine(root, "mnist"), root }.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "train-images-idx3-ubyte.gz")));
        }
    }
}
