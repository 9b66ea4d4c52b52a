using System.Diagnostics;
using System.Globalization;

namespace Shared;

/// <summary>What all samples on digits do around their own part.</summary>
public static class Sample
{
    /// <summary>Finds the digits (<c>--data DIR</c> says where they are), runs the sample on them, and says what it took.</summary>
    /// <param name="arguments">The arguments of the program.</param>
    /// <param name="body">The sample.</param>
    /// <returns>The exit code: 0; 1 for data that cannot be read, 2 for wrong arguments, both said on the error stream.</returns>
    public static int Run(string[] arguments, Action<Digits> body)
    {
        var watch = Stopwatch.StartNew();
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        Terminal.Prepare();
        if (arguments is not ([] or ["--data", _]))
        {
            Console.Error.WriteLine($"The only option is --data DIR, the directory of the four MNIST files, but '{string.Join(' ', arguments)}' was given.");
            return 2;
        }

        try
        {
            Digits digits = DigitsSource.Find(arguments is [_, var directory] ? directory : null);
            Console.WriteLine($"{digits.Origin}: {digits.Training.Count} pictures to train on, {digits.Test.Count} for the test.");
            body(digits);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:0.0} s"));
            return 0;
        }
        catch (Exception mistake) when (mistake is UserException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(mistake.Message);
            return 1;
        }
    }
}
