"""Several options may be right; a wrong choice cancels a right one."""
