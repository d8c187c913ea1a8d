namespace Kamisama.Actors;

/// <summary>What is asked of the lists of exit codes and signals.</summary>
/// <remarks>
/// The framework's queries over numbers, and those over an array that is seen as a list, are not compiled ahead: the start and the
/// first death would wait for it. So an array, which an empty list is too, is looked through here.
/// </remarks>
internal static class Numbers
{
    /// <summary>Whether a number is on a list.</summary>
    public static bool Hold(IReadOnlyList<int> numbers, int number)
    {
        foreach (int one in ArrayOf(numbers))
        {
            if (one == number)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The list as an array: itself, if it is one.</summary>
    public static int[] ArrayOf(IReadOnlyList<int> numbers)
    {
        if (numbers is int[] array)
        {
            return array;
        }

        var copy = new int[numbers.Count];
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = numbers[i];
        }

        return copy;
    }
}
